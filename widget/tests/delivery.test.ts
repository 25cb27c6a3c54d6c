import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Failure } from "../src/client";
import { createConversation } from "../src/conversation";
import { setUp, wait } from "./channel";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a message", () => {
  test("makes a session only now, and is gone from the outbox once answered", async () => {
    const { conversation, sessions, said, outbox } = setUp();
    await wait(60);
    expect(sessions.size).toBe(0);
    conversation.send("one");
    expect(outbox.all()).toHaveLength(1);
    await wait(0);
    expect(said()).toEqual(["one", "To one"]);
    expect(outbox.all()).toEqual([]);
  });

  test.each([0, 500, 503, 408])("is sent again with the same id after %s, and answered once", async (status) => {
    const { conversation, failures, said, sessions } = setUp();
    failures.push(new Failure(status), new Failure(status), new Failure(status));
    conversation.send("one");
    await wait(30);
    expect(said()).toEqual(["one", "To one"]);
    expect(sessions.get("t1")?.answers.size).toBe(1);
  });

  test("whose answer is lost on its way is neither lost nor doubled", async () => {
    const { conversation, afterwards, said, sessions } = setUp();
    afterwards.push(new Failure(0), new Failure(0));
    conversation.send("one");
    await wait(30);
    expect(said()).toEqual(["one", "To one"]);
    expect(sessions.get("t1")?.answers.size).toBe(1);
  });

  test("survives the page that sent it", async () => {
    const { conversation, failures, client, store, outbox } = setUp();
    failures.push(new Failure(0));
    conversation.send("one");
    await wait(0);
    conversation.stop();
    const [kept] = outbox.all();
    const shown: string[] = [];
    const view = { add: (event: { text: string }) => shown.push(event.text) };
    const silent = () => undefined;
    createConversation(client, store, { ...view, outgoing: silent, refused: silent, idle: silent, clear: silent, health: silent }).start();
    await wait(10);
    expect(kept?.text).toBe("one");
    expect(shown).toEqual(["one", "To one"]);
    expect(outbox.all()).toEqual([]);
  });

  test("waits as long as a busy server says", async () => {
    const { conversation, failures, waits, said, shown } = setUp();
    failures.push(new Failure(429, "Too many.", 7));
    conversation.send("one");
    await wait(6.5);
    expect(said()).toEqual([]);
    expect([waits[0], waits[waits.length - 1]]).toEqual(["one: busy 7", "one: busy 1"]);
    await wait(1);
    expect(said()).toEqual(["one", "To one"]);
    expect(shown).not.toContain("<down>");
  });

  test("goes at once when told to hurry", async () => {
    const { conversation, failures, said } = setUp();
    failures.push(new Failure(503, "", 100));
    conversation.send("one");
    await wait(1);
    conversation.hurry();
    await wait(0);
    expect(said()).toEqual(["one", "To one"]);
  });

  test.each([400, 403, 409, 413, 422])("that is refused with %s comes back, and the next one goes on", async (status) => {
    const { conversation, failures, said, outbox } = setUp();
    failures.push(new Failure(status, "Too long."));
    conversation.send("one");
    conversation.send("two");
    await wait(1);
    expect(said()).toEqual(["refused one: Too long.", "two", "To two"]);
    expect(outbox.all()).toEqual([]);
  });

  test("finds a new session where the old one has ended", async () => {
    const { conversation, sessions, said, tokens } = setUp();
    conversation.send("one");
    await wait(0);
    sessions.delete("t1");
    sessions.set("x", { seq: 0, answers: new Map() });
    conversation.send("two");
    await wait(0);
    expect(tokens).toEqual(["t1", "t1", "t2"]);
    expect(said()).toEqual(["one", "To one", "(ended)", "two", "To two"]);
  });

  test("does not ask for sessions in a loop", async () => {
    const { conversation, client } = setUp();
    const made = vi.spyOn(client, "createSession");
    client.send = async () => {
      throw new Failure(401);
    };
    conversation.send("one");
    await wait(60);
    expect(made.mock.calls.length).toBeLessThan(12);
  });
});

test("messages keep their order", async () => {
  const { conversation, failures, said } = setUp();
  failures.push(new Failure(0), new Failure(500));
  for (const text of ["one", "two", "three"]) conversation.send(text);
  await wait(30);
  expect(said()).toEqual(["one", "To one", "two", "To two", "three", "To three"]);
});

test("says when the server is down, and when it is back", async () => {
  const { conversation, failures, shown } = setUp();
  failures.push(new Failure(0), new Failure(503));
  conversation.send("one");
  await wait(30);
  expect(shown.filter((text) => text.startsWith("<"))).toEqual(["<down>", "<down>", "<ok>"]);
});
