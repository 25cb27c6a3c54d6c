import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Failure } from "../src/client";
import type { ChatEvent, DeletedEvent } from "../src/events";
import { createParser, follow } from "../src/stream";

const parse = (pieces: string[]) => {
  const got: string[] = [];
  const parser = createParser((data) => got.push(data));
  pieces.forEach(parser);
  return got;
};

const STREAM = 'id: 1\nevent: user\ndata: {"seq":1}\n\n: ping\n\nid: 2\ndata: {"a":\ndata: 2}\n\n';
const EVENTS = ['{"seq":1}', '{"a":\n2}'];

describe("parser", () => {
  test.each([["\n"], ["\r\n"], ["\r"]])("reads events with line breaks %j", (line) => {
    // A carriage return at the very end may be half of a break: the next piece tells.
    expect(parse([STREAM.replace(/\n/g, line), ":"])).toEqual(EVENTS);
  });

  test.each([["\n"], ["\r\n"], ["\r"]])("reads what is cut anywhere, line breaks %j", (line) => {
    const text = STREAM.replace(/\n/g, line);
    for (let at = 0; at <= text.length; at++) {
      expect(parse([text.slice(0, at), text.slice(at), ":"])).toEqual(EVENTS);
    }
    expect(parse([...text, ":"])).toEqual(EVENTS);
  });

  test.each([
    ["data:no space\n\n", ["no space"]],
    ["data:  two\n\n", [" two"]],
    ["data\n\n", [""]],
    ["data: a: b\n\n", ["a: b"]],
    ["database: x\n\n", []],
    ["event: x\nid: 1\n\n", []],
    [": data: x\n\n", []],
    ["data: unfinished\n", []],
    ["\n\n\ndata: x\n\n\n", ["x"]],
  ])("%j gives %j", (text, events) => {
    expect(parse([text])).toEqual(events);
  });
});

/** A server whose streams are written by the test. */
function fakeServer(events: ChatEvent[]) {
  const opened: { after: number; send(text: string): void; end(): void }[] = [];
  const polled: number[] = [];
  const got: (ChatEvent | DeletedEvent)[] = [];
  const failures: boolean[] = [];
  let broken: Failure | null = null;
  const stop = follow({
    after: () => Math.max(0, ...got.map((event) => ("seq" in event ? event.seq : 0))),
    async open(after, signal) {
      if (broken) throw broken;
      return new ReadableStream<Uint8Array>({
        start(controller) {
          const send = (text: string) => controller.enqueue(new TextEncoder().encode(text));
          opened.push({ after, send, end: () => controller.close() });
          signal.addEventListener("abort", () => controller.error(new Error("aborted")));
        },
      });
    },
    async poll(after) {
      polled.push(after);
      return { events: events.filter(({ seq }) => seq > after) };
    },
    onEvent: (event) => got.push(event),
    onAlive: () => undefined,
    onFailure: (failure, streaming) => failures.push(streaming) > 0 && failure.status === 401,
  });
  return { opened, polled, got, failures, stop, breaks: (failure: Failure) => (broken = failure) };
}

const event = (seq: number) => ({ seq, type: "user", at: "", id: `m${seq}`, text: "" }) as ChatEvent;
const sse = (seq: number) => `id: ${seq}\ndata: ${JSON.stringify(event(seq))}\n\n`;
const wait = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

describe("following", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("brings the history, then what comes live", async () => {
    const server = fakeServer([event(1), event(2)]);
    await wait(0);
    server.opened[0]?.send(sse(3));
    await wait(0);
    expect(server.got.map((e) => "seq" in e && e.seq)).toEqual([1, 2, 3]);
    expect(server.opened.map(({ after }) => after)).toEqual([2]);
    server.stop();
  });

  test("goes on after the last event where a stream ends", async () => {
    const server = fakeServer([]);
    await wait(0);
    server.opened[0]?.send(sse(1) + sse(2));
    await wait(0);
    server.opened[0]?.end();
    await wait(2);
    expect(server.opened.map(({ after }) => after)).toEqual([0, 2]);
    server.stop();
  });

  test("leaves a stream that has fallen silent", async () => {
    const server = fakeServer([]);
    await wait(0);
    server.opened[0]?.send(": ping\n\n");
    await wait(34);
    expect(server.opened).toHaveLength(1);
    await wait(5);
    expect(server.opened).toHaveLength(2);
    server.stop();
  });

  test("skips what is not an event", async () => {
    const server = fakeServer([]);
    await wait(0);
    server.opened[0]?.send("data: {broken\n\n" + sse(1));
    await wait(0);
    expect(server.got).toHaveLength(1);
    server.stop();
  });

  test("polls where streams fail again and again, and streams again later", async () => {
    const events: ChatEvent[] = [];
    const server = fakeServer(events);
    await wait(0);
    server.opened[0]?.end();
    server.breaks(new Failure(500));
    await wait(15);
    const polls = server.polled.length;
    events.push(event(1));
    await wait(6);
    expect(server.polled.length).toBeGreaterThan(polls);
    expect(server.got).toHaveLength(1);
    const failed = server.failures.length;
    await wait(70);
    expect(server.failures.length).toBeGreaterThan(failed);
    server.stop();
  });

  test("gives up where it is told to, and stops when stopped", async () => {
    const server = fakeServer([]);
    server.breaks(new Failure(401));
    await wait(60);
    expect(server.failures).toEqual([true]);
    const other = fakeServer([]);
    await wait(0);
    other.stop();
    await wait(120);
    expect(other.opened).toHaveLength(1);
    expect(other.polled).toHaveLength(1);
  });
});
