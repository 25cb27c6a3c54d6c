import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClient, Failure } from "../src/client";

const client = createClient("https://clinic.example/webhooks/web");
const signal = new AbortController().signal;

/** What was asked of the server, which answers with this. */
function serve(response: () => Response | Promise<Response>) {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(response()));
  vi.stubGlobal("fetch", fetched);
  return () => fetched.mock.calls[0] as unknown as [string, RequestInit & { headers: Record<string, string> }];
}

const json = (body: unknown, init?: ResponseInit) => new Response(JSON.stringify(body), init);
const failure = (promise: Promise<unknown>) => promise.then(() => null, (error: Failure) => error);

describe("calls", () => {
  test("send a message with its token and id, and no cookies", async () => {
    const asked = serve(() => json({ events: [] }));
    expect(await client.send("t", { id: "i", text: "x" }, signal)).toEqual({ events: [] });
    const [address, options] = asked();
    expect(address).toBe("https://clinic.example/webhooks/web/messages");
    expect(options).toMatchObject({ method: "POST", credentials: "omit", body: '{"id":"i","text":"x"}' });
    expect(options.headers).toEqual({ Authorization: "Bearer t", "Content-Type": "application/json" });
  });

  test("ask for the greeting without saying who asks", async () => {
    const asked = serve(() => json({ seq: 0 }));
    await client.greeting();
    expect(asked()[1].headers).toEqual({});
  });

  test("ask for a stream as such, after an event", async () => {
    const asked = serve(() => new Response("data: x\n\n"));
    await client.stream("t", 7, signal);
    expect(asked()[0]).toMatch(/\/events\?after=7$/);
    expect(asked()[1].headers).toMatchObject({ Accept: "text/event-stream" });
  });

  test("take an empty answer", async () => {
    serve(() => new Response(null, { status: 204 }));
    await client.erase("t");
  });
});

describe("failures", () => {
  test("carry the server's sentence and how long to wait", async () => {
    const body = { error: { code: "rate", message: "Too many." } };
    serve(() => json(body, { status: 429, headers: { "Retry-After": "12" } }));
    expect(await failure(client.restart("t"))).toMatchObject({ status: 429, message: "Too many.", retryAfter: 12 });
  });

  test("of a proxy that answers in HTML are failures too", async () => {
    serve(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
    expect(await failure(client.greeting())).toMatchObject({ status: 502, message: "", retryAfter: 0 });
  });

  test.each([
    ["no connection", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["half an answer", () => new Response('{"events": [')],
  ])("%s", async (_, response) => {
    serve(response as () => Response);
    expect(await failure(client.restart("t"))).toMatchObject({ status: 0 });
  });

  test.each([
    [400, true],
    [401, false],
    [408, false],
    [409, true],
    [413, true],
    [422, true],
    [429, false],
    [500, false],
    [503, false],
    [0, false],
  ])("%s is final: %s", (status, final) => expect(new Failure(status).final).toBe(final));
});

describe("time", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("a server that says nothing counts as not reached", async () => {
    vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
    );
    const failed = failure(client.send("t", { id: "i", text: "x" }, signal));
    await vi.advanceTimersByTimeAsync(46_000);
    expect(await failed).toMatchObject({ status: 0 });
  });
});
