/** The calls of the channel, and how each may fail. */

import type { BotEvent, ChatEvent, Outgoing, RestartEvent, UserEvent } from "./events";

const MESSAGE_MS = 45_000; // the server itself gives up on a turn after 30 s
const OTHER_MS = 15_000;

/** A call that did not succeed. */
export class Failure extends Error {
  constructor(
    /** HTTP status; 0 where the server was not reached. */
    readonly status: number,
    /** The server's sentence for people; empty where it sent none. */
    message = "",
    /** Seconds to wait before the next try; 0 where the server names none. */
    readonly retryAfter = 0,
  ) {
    super(message);
  }

  /** The server has looked at it and will never take it. */
  get final(): boolean {
    return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status);
  }
}

/** What was thrown, as a Failure: what is not one did not reach the server. */
export function failureFrom(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(0);
}

export interface Client {
  createSession(signal: AbortSignal): Promise<{ token: string }>;
  greeting(): Promise<BotEvent>;
  send(token: string, message: Outgoing, signal: AbortSignal): Promise<Events<UserEvent | BotEvent>>;
  history(token: string, after: number, signal: AbortSignal): Promise<Events<ChatEvent>>;
  /** The stream's body, unread. */
  stream(token: string, after: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  rate(token: string, event: number, rating: string | null, comment?: string): Promise<unknown>;
  restart(token: string): Promise<Events<RestartEvent>>;
  erase(token: string): Promise<unknown>;
}

export interface Events<T> {
  events: T[];
}

async function failureOf(response: Response): Promise<Failure> {
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
  const seconds = parseInt(response.headers.get("Retry-After") ?? "") || 0;
  return new Failure(response.status, body?.error?.message, seconds);
}

interface Call {
  token?: string;
  body?: unknown;
  signal?: AbortSignal;
  ms?: number;
  /** Gives the body to be read as it comes. */
  streamed?: boolean;
}

async function call<T>(address: string, method: string, options: Call = {}): Promise<T> {
  const { token, body, signal, ms = OTHER_MS, streamed } = options;
  const abort = new AbortController();
  const cancel = () => abort.abort();
  signal?.addEventListener("abort", cancel);
  const timer = setTimeout(cancel, ms);
  const headers: Record<string, string> = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  if (streamed) headers.Accept = "text/event-stream";
  try {
    const response = await fetch(address, {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
      credentials: "omit",
      signal: abort.signal,
    });
    if (!response.ok) throw await failureOf(response);
    return (await (streamed ? response.body : response.status !== 204 && response.json())) as T;
  } catch (error) {
    throw failureFrom(error);
  } finally {
    clearTimeout(timer);
  }
}

/** @param server the channel's base address, without a slash at its end. */
export function createClient(server: string): Client {
  return {
    createSession: (signal) => call(`${server}/sessions`, "POST", { body: {}, signal }),
    greeting: () => call(`${server}/greeting`, "GET"),
    send: (token, { id, text }, signal) =>
      call(`${server}/messages`, "POST", { token, signal, body: { id, text }, ms: MESSAGE_MS }),
    history: (token, after, signal) =>
      call(`${server}/history?after=${after}`, "GET", { token, signal }),
    stream: (token, after, signal) =>
      call(`${server}/events?after=${after}`, "GET", { token, signal, streamed: true }),
    rate: (token, event, rating, comment) =>
      call(`${server}/feedback`, "POST", { token, body: { event, rating, comment } }),
    restart: (token) => call(`${server}/restart`, "POST", { token, body: {} }),
    erase: (token) => call(`${server}/conversation`, "DELETE", { token }),
  };
}
