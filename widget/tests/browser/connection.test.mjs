// The connection is cut again and again, at moments drawn from a seed: every message arrives once.
import assert from "node:assert/strict";
import test from "node:test";
import { bubbles, openPanel, openTab, pause, REPLIES, replies, send, stub, until } from "./harness.mjs";

const MESSAGES = 100;
const LONG = 120_000; // ms

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const numbersIn = (texts) => texts.map((text) => Number(/\d+/.exec(text)[0]));
const ALL = Array.from({ length: MESSAGES }, (_, index) => index + 1);

/** Every message once, in order: on the page and on the server. */
async function assertAll(page) {
  assert.deepEqual(numbersIn(await bubbles(page, ".user")), ALL);
  assert.deepEqual(numbersIn(await bubbles(page, REPLIES)), ALL);
  const stored = [...stub.state.sessions.values()].flatMap(({ events }) => events);
  assert.deepEqual(numbersIn(stored.filter(({ type }) => type === "user").map(({ text }) => text)), ALL);
  assert.deepEqual(numbersIn(stored.filter(({ type }) => type === "bot").map(({ text }) => text)), ALL);
}

for (const seed of [1, 2026]) {
  test(`100 messages over more than 100 cuts: none lost, none doubled, all in order (seed ${seed})`, async (t) => {
    const random = seeded(seed);
    const page = await openPanel();
    stub.state.delay = 30;
    let cuts = 0;
    const cut = () => (cuts++, stub.cut());
    for (const number of ALL) {
      await send(page, `echo: message ${number}.`);
      await pause(random() * 60);
      cut();
      if (random() < 0.6) await page.$$eval(".standing button:not([hidden])", ([button]) => button?.click());
      if (random() < 0.3) await pause(random() * 60).then(cut);
      if (random() < 0.05) {
        await page.reload();
        await page.waitForSelector(".panel[open]");
      }
    }
    await replies(page, MESSAGES, LONG);
    assert.ok(cuts >= 100);
    t.diagnostic(`${cuts} cuts, ${stub.state.calls.filter((call) => call === "POST /messages").length} tries to send`);
    await pause(500);
    await assertAll(page);
    await page.reload();
    await replies(page, MESSAGES);
    await assertAll(page);
  });
}

test("a device that goes offline and comes back: none lost, none doubled, in order", async () => {
  const random = seeded(7);
  const page = await openPanel();
  const some = ALL.slice(0, 20);
  for (const number of some) {
    await send(page, `echo: message ${number}.`);
    await pause(random() * 40);
    await page.context().setOffline(random() < 0.5);
  }
  await page.context().setOffline(false);
  await replies(page, some.length, LONG);
  assert.deepEqual(numbersIn(await bubbles(page, ".user")), some);
  assert.deepEqual(numbersIn(await bubbles(page, REPLIES)), some);
  const [session, ...others] = stub.state.sessions.values();
  assert.deepEqual(others, []);
  assert.equal(session.events.length, 2 * some.length);
});

test("what is said in two tabs at once is in both, once, in the same order", async () => {
  const page = await openPanel();
  await send(page, "echo: message 1.");
  await replies(page, 1);
  const tab = await openTab(page);
  await tab.waitForSelector(".panel[open]", { timeout: 300 }).catch(() => tab.click(".launcher"));
  await replies(tab, 1);
  for (const number of ALL.slice(1, 12)) {
    await send(number % 2 ? page : tab, `echo: message ${number}.`);
    if (number % 4 === 0) stub.cut();
  }
  for (const each of [page, tab]) {
    await each.bringToFront();
    await replies(each, 12, LONG);
  }
  assert.deepEqual(await bubbles(page), await bubbles(tab));
  assert.deepEqual(numbersIn(await bubbles(page, ".user")).sort((a, b) => a - b), ALL.slice(0, 12));
});

test("streams that do not work: it asks from time to time, without alarm", async () => {
  stub.state.mode = "mute";
  const page = await openPanel();
  await send(page, "What is collagen?");
  await replies(page, 1);
  const [session] = stub.state.sessions.values();
  session.events.push({ ...session.events.at(-1), seq: ++session.last, text: "Late news.", reply_to: null });
  assert.match((await replies(page, 2)).at(-1), /^Late news/);
  assert.equal(await page.isHidden(".outage"), true);
  await until(() => stub.state.calls.filter((call) => call === "GET /history").length, (count) => count > 0, "it asked");
});
