import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createOutbox } from "../src/outbox";
import { createStore, readJson } from "../src/store";
import { uuid } from "../src/uuid";

const SERVER = "https://clinic.example/webhooks/web";

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

/** Storage that throws whenever it is touched, as in some private modes. */
const blockStorage = () => {
  const refuse = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.spyOn(window, "localStorage", "get").mockImplementation(refuse);
  vi.spyOn(window, "sessionStorage", "get").mockImplementation(refuse);
};

describe("store", () => {
  afterEach(() => vi.restoreAllMocks());

  test("outlives a page", () => {
    createStore(SERVER).set("token", "t");
    expect(createStore(SERVER).get("token")).toBe("t");
    createStore(SERVER).set("token", null);
    expect(createStore(SERVER).get("token")).toBeNull();
  });

  test("keeps each server's conversation apart", () => {
    createStore(SERVER).set("token", "t");
    expect(createStore("https://other.example").get("token")).toBeNull();
  });

  test("keeps to one tab what belongs to one tab", () => {
    const store = createStore(SERVER);
    store.set("draft", "words");
    store.set("open", "yes");
    expect(localStorage.length).toBe(0);
    expect(sessionStorage.length).toBe(2);
  });

  test("works in memory where storage is blocked", () => {
    blockStorage();
    const store = createStore(SERVER);
    expect(store.get("token")).toBeNull();
    store.set("token", "t");
    store.set("draft", "words");
    expect([store.get("token"), store.get("draft")]).toEqual(["t", "words"]);
    store.set("token", null);
    expect(store.get("token")).toBeNull();
  });

  test("keeps in memory what does not fit any more", () => {
    const store = createStore(SERVER);
    store.set("token", "old");
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    store.set("outbox", "[]");
    store.set("token", "new");
    expect([store.get("outbox"), store.get("token")]).toEqual(["[]", "new"]);
  });

  test("tells of other tabs' changes until told to stop", () => {
    const changed: string[] = [];
    const stop = createStore(SERVER).watch((name) => changed.push(name));
    const tell = (key: string | null) => window.dispatchEvent(new StorageEvent("storage", { key }));
    tell(`needlewise ${SERVER} token`);
    tell("needlewise https://other.example token");
    tell(null);
    stop();
    tell(`needlewise ${SERVER} token`);
    expect(changed).toEqual(["token"]);
  });

  test.each(["", "{", "null", "nonsense"])("reads %j as nothing", (text) => {
    const store = createStore(SERVER);
    store.set("ratings", text);
    expect(readJson(store, "ratings", {})).toEqual({});
  });
});

describe("outbox", () => {
  test("keeps messages in order, each with an id of its own, until acknowledged", () => {
    const outbox = createOutbox(createStore(SERVER));
    const [first, second] = [outbox.add("one"), outbox.add("two")];
    expect(createOutbox(createStore(SERVER)).all()).toEqual([first, second]);
    outbox.remove(first.id);
    expect(outbox.all()).toEqual([second]);
    outbox.clear();
    expect(localStorage.length).toBe(0);
  });

  test("loses none of another tab's", () => {
    const [one, other] = [createOutbox(createStore(SERVER)), createOutbox(createStore(SERVER))];
    const mine = one.add("mine");
    const theirs = other.add("theirs");
    one.remove(mine.id);
    expect(one.all()).toEqual([theirs]);
  });

  test.each(["{}", "7", '[null, 3, {"id": "x"}]', "["])("survives %s", (text) => {
    const store = createStore(SERVER);
    store.set("outbox", text);
    expect(createOutbox(store).all()).toEqual([]);
  });
});

test("uuids are of version 4 and differ", () => {
  const made = Array.from({ length: 500 }, uuid);
  expect(new Set(made).size).toBe(500);
  for (const one of made) {
    expect(one).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  }
});
