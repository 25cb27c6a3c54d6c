import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Failure } from "../src/client";
import { setUp, slow, wait } from "./channel";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("deleting", () => {
  test("leaves nothing behind", async () => {
    const { conversation, store, sessions, said, failures } = setUp();
    conversation.send("one");
    await wait(0);
    store.set("ratings", "{}");
    failures.push(new Failure(0));
    conversation.send("two");
    await wait(0);
    await conversation.erase();
    expect(sessions.size).toBe(0);
    expect(said().slice(-1)).toEqual(["(deleted)"]);
    for (const name of ["token", "seen", "outbox", "ratings"] as const) expect(store.get(name)).toBeNull();
  });

  test("stops what is under way, so that it begins no new conversation", async () => {
    const { conversation, failures, sessions } = setUp();
    conversation.send("one");
    await wait(0);
    failures.push(new Failure(0));
    conversation.send("two");
    await wait(0);
    await conversation.erase();
    await wait(60);
    expect(sessions.size).toBe(0);
  });

  test("while an answer is under way begins no new conversation either", async () => {
    const { conversation, client, sessions, said } = setUp();
    conversation.send("one");
    await wait(0);
    slow(client, 5);
    conversation.send("two");
    await wait(1);
    const erased = conversation.erase();
    await wait(60);
    await erased;
    expect(sessions.size).toBe(0);
    expect(said()).toEqual(["one", "To one", "(deleted)"]);
  });

  test("keeps everything where it does not work", async () => {
    const { conversation, failures, said, store } = setUp();
    conversation.send("one");
    await wait(0);
    failures.push(new Failure(0));
    await expect(conversation.erase()).rejects.toBeInstanceOf(Failure);
    expect(store.get("token")).toBe("t1");
    expect(said()).not.toContain("(deleted)");
  });
});

test("starting over drops what waits, and clears", async () => {
  const { conversation, failures, said, outbox } = setUp();
  conversation.send("one");
  await wait(0);
  failures.push(new Failure(0));
  conversation.send("two");
  await wait(0);
  await conversation.restart();
  await wait(60);
  expect(said()).toEqual(["one", "To one", "(restart)"]);
  expect(outbox.all()).toEqual([]);
});

test("an answer that comes after starting over is not shown", async () => {
  const { conversation, client, said } = setUp();
  conversation.send("one");
  await wait(0);
  slow(client, 5);
  conversation.send("two");
  await wait(1);
  await conversation.restart();
  await wait(60);
  expect(said()).toEqual(["one", "To one", "(restart)"]);
});

describe("another tab", () => {
  test("shares the session that it began", async () => {
    const { conversation, store, tokens, sessions } = setUp();
    sessions.set("theirs", { seq: 0, answers: new Map() });
    store.fromOtherTab("token", "theirs");
    conversation.send("one");
    await wait(0);
    expect(tokens).toEqual(["theirs"]);
  });

  test("that is faster to begin a session wins", async () => {
    const { conversation, client, store, tokens, sessions } = setUp();
    const create = client.createSession;
    client.createSession = async (signal) => {
      sessions.set("theirs", { seq: 0, answers: new Map() });
      store.set("token", "theirs");
      return create(signal);
    };
    conversation.send("one");
    await wait(0);
    expect(tokens).toEqual(["theirs"]);
  });

  test("that finds the session ended leaves messages to be sent in the next", async () => {
    const { conversation, store, failures, said, sessions } = setUp();
    conversation.send("one");
    await wait(0);
    failures.push(new Failure(0));
    conversation.send("two");
    await wait(0);
    sessions.delete("t1");
    sessions.set("x", { seq: 0, answers: new Map() });
    store.fromOtherTab("token", null);
    await wait(60);
    expect(said()).toEqual(["one", "To one", "(ended)", "two", "To two"]);
  });

  test("that deletes the conversation takes its messages with it", async () => {
    const { conversation, store, failures, said, sessions } = setUp();
    conversation.send("one");
    await wait(0);
    failures.push(new Failure(0));
    conversation.send("two");
    await wait(0);
    store.set("outbox", null);
    sessions.clear();
    store.fromOtherTab("token", null);
    await wait(60);
    expect(said()).toEqual(["one", "To one", "(ended)"]);
    expect(sessions.size).toBe(0);
  });
});
