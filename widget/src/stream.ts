/** Following a conversation live: server-sent events read with fetch, or polling. */

import { type Events, Failure, failureFrom } from "./client";
import type { ChatEvent, DeletedEvent } from "./events";
import { backoff, createPause } from "./pause";

/** The server sends at least a comment every 15 s. */
const SILENCE_SECONDS = 35;
const POLL_SECONDS = 5;
/** After so many streams in a row that brought nothing: poll. */
const MOST_FAILURES = 3;
const POLLS_BEFORE_STREAMING_AGAIN = 12;

/**
 * A parser of server-sent events (HTML standard, 9.2.6): takes text in pieces cut anywhere and
 * gives the `data` of each event. The other fields say nothing that is not in there.
 */
export function createParser(onData: (data: string) => void): (text: string) => void {
  let rest = "";
  let data: string[] = [];
  const line = (text: string) => {
    const value = /^data(?:$|: ?(.*))/s.exec(text);
    if (value) data.push(value[1] ?? "");
    if (text) return;
    if (data.length) onData(data.join("\n"));
    data = [];
  };
  return (text) => {
    rest += text;
    // A carriage return at the very end may be half of a line break.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() as string;
    lines.forEach(line);
  };
}

export interface Following {
  open(after: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  poll(after: number, signal: AbortSignal): Promise<Events<ChatEvent>>;
  /** The number up to which nothing is missing. */
  after(): number;
  onEvent(event: ChatEvent | DeletedEvent): void;
  /** Something came: the server is there. */
  onAlive(): void;
  /**
   * @param streaming a stream failed, which says little: some proxies let none through.
   * @returns whether to give up.
   */
  onFailure(failure: Failure, streaming: boolean): boolean;
}

/** Reads a stream to its end; throws where it falls silent. */
async function read(
  body: ReadableStream<Uint8Array>,
  onAlive: () => void,
  onEvent: Following["onEvent"],
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createParser((data) => {
    try {
      onEvent(JSON.parse(data) as ChatEvent);
    } catch {
      // Not an event of ours; the next replay brings what was meant.
    }
  });
  let silent = true;
  for (;;) {
    const timer = setTimeout(() => {
      silent = true;
      void reader.cancel();
    }, SILENCE_SECONDS * 1000);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) break;
    silent = false;
    onAlive();
    parse(decoder.decode(value, { stream: true }));
  }
  if (silent) throw new Failure(0);
}

/**
 * Brings every event after `after()`, again and again, until stopped: first what is in the
 * history, then a stream; polls where streams fail. Returns how to stop.
 */
export function follow(following: Following): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const pause = createPause();
  let failures = 0;
  let polls = 1;
  const poll = async () => {
    const { events } = await following.poll(following.after(), signal);
    if (signal.aborted) return;
    following.onAlive();
    events.forEach(following.onEvent);
    if (--polls) await pause.seconds(POLL_SECONDS);
  };
  const stream = async () => {
    const body = await following.open(following.after(), signal);
    const onAlive = () => {
      failures = 0;
      following.onAlive();
    };
    await read(body, onAlive, following.onEvent);
    await pause.seconds(backoff(1));
  };
  const run = async () => {
    while (!signal.aborted) {
      const streaming = !polls;
      try {
        await (streaming ? stream() : poll());
      } catch (error) {
        const failure = failureFrom(error);
        if (signal.aborted || following.onFailure(failure, streaming)) return;
        failures++;
        if (streaming && failures >= MOST_FAILURES) polls = POLLS_BEFORE_STREAMING_AGAIN;
        await pause.seconds(failure.retryAfter || backoff(failures));
      }
    }
  };
  void run();
  return () => {
    abort.abort();
    pause.wake();
  };
}
