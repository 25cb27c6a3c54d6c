/** A channel for the tests, and a conversation with it. */

import { vi } from "vitest";
import { type Client, Failure } from "../src/client";
import { createConversation } from "../src/conversation";
import { createOutbox } from "../src/outbox";
import type { View } from "../src/view";
import { bot, memoryStore, restart, user } from "./make";

/** A channel that answers each message once, as often as it is asked; the test may break it. */
function fakeChannel() {
  const sessions = new Map<string, { seq: number; answers: Map<string, ReturnType<typeof answer>> }>();
  const failures: Failure[] = [];
  const afterwards: Failure[] = []; // lose what was answered
  const tokens: string[] = [];
  const answer = (seq: number, id: string, text: string) => [user(seq - 1, id, text), bot(seq, { reply_to: id, text: `To ${text}` })];
  const fail = (list: Failure[]) => {
    const failure = list.shift();
    if (failure) throw failure;
  };
  const client: Client = {
    async createSession() {
      fail(failures);
      const token = `t${sessions.size + 1}`;
      sessions.set(token, { seq: 0, answers: new Map() });
      return { token };
    },
    greeting: async () => bot(0, { kind: "greeting" }),
    async send(token, { id, text }) {
      fail(failures);
      tokens.push(token);
      const session = sessions.get(token);
      if (!session) throw new Failure(401);
      const events = session.answers.get(id) ?? answer((session.seq += 2), id, text);
      session.answers.set(id, events);
      fail(afterwards);
      return { events: events as never };
    },
    history: async () => ({ events: [] }),
    stream: async () => new ReadableStream(),
    rate: async () => undefined,
    restart: async () => ({ events: [restart(99)] }),
    async erase(token) {
      fail(failures);
      sessions.delete(token);
    },
  };
  return { client, sessions, failures, afterwards, tokens };
}

export function setUp() {
  const channel = fakeChannel();
  const store = memoryStore();
  const shown: string[] = [];
  const waits: string[] = [];
  const view: View = {
    add: (event) => void shown.push(event.text),
    outgoing: (message, delivery) => {
      if (delivery.state === "waiting") waits.push(`${message.text}: ${delivery.why} ${delivery.seconds}`);
    },
    refused: (message, failure) => void shown.push(`refused ${message.text}: ${failure.message}`),
    idle: () => undefined,
    clear: (why) => void shown.push(`(${why})`),
    health: (health) => void shown.push(`<${health}>`),
  };
  const conversation = createConversation(channel.client, store, view);
  conversation.start();
  shown.length = 0;
  const said = () => shown.filter((text) => !text.startsWith("<"));
  return { ...channel, store, shown, waits, conversation, said, outbox: createOutbox(store) };
}

/** Makes every call wait before it reaches the server, and not care who still wants the answer. */
export function slow(client: Client, seconds: number) {
  const { send, erase } = client;
  const later = () => new Promise((done) => setTimeout(done, seconds * 1000));
  client.send = (...given) => later().then(() => send(...given));
  client.erase = (...given) => later().then(later).then(() => erase(...given));
}

export const wait = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
