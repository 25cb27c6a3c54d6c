/* global Event, document, getComputedStyle, localStorage, navigator, sessionStorage */
// What the widget shows and keeps when things go wrong, and when people come back.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, assertQuiet, bubbles, DESKTOP, isOpen, open, openPanel, openTab, replies, REPLIES, says, send, stub, until } from "./harness.mjs";

const streams = () => [...stub.state.sessions.values()].reduce((count, session) => count + session.streams.size, 0);
const tries = (call) => stub.state.calls.filter((name) => name === call).length;

test("before a question nothing is stored and only the greeting is fetched", async () => {
  const page = await open();
  assert.deepEqual(stub.state.calls, []);
  await page.click(".launcher");
  assert.equal(await page.waitForSelector(".greeting .choice").then(() => page.$$(".choice")).then((list) => list.length), 4);
  assert.deepEqual(stub.state.calls, ["GET /greeting"]);
  assert.equal(stub.state.sessions.size, 0);
  assert.match((await bubbles(page))[0], /computer program.*four articles, not medical advice.*emergency/s);
  await page.click("footer button >> nth=0");
  await says(page, ".notice", /Ask a question first/);
});

test("an answer shows that it is being looked up, then its marks, sources and next questions", async () => {
  const page = await openPanel();
  stub.state.delay = 700;
  await send(page, "How long does a session take?");
  await page.waitForSelector(".typing:visible");
  await replies(page, 1);
  await page.waitForSelector(".typing", { state: "hidden" });
  await says(page, ".disagreement .mark", /The articles disagree: How long a session takes/);
  await says(page, ".disagreement summary", /Sources \(3\)/);
  assert.equal((await page.$$(".disagreement .choice")).length, 3);
  stub.state.delay = 20;
  await ask(page, "What does it cost?");
  await says(page, "article.not_covered .mark", /Not covered by the articles/);
  assert.equal((await page.$$(".disagreement .choice:visible")).length, 0, "old choices go");
  await ask(page, "trouble breathing");
  await says(page, "article.red_flag .mark.urgent", /Urgent/);
  assert.equal(await page.getAttribute("article.red_flag a.call", "href"), "tel:112");
  const [plain, urgent] = await Promise.all(["article.not_covered", "article.red_flag"].map((kind) =>
    page.$eval(`${kind} .bubble`, (bubble) => getComputedStyle(bubble).cssText || getComputedStyle(bubble).backgroundColor + getComputedStyle(bubble).border)));
  assert.notEqual(urgent, plain, "it looks like one");
});

test("offline: says what to do, keeps the message and sends it once it is back", async () => {
  const page = await openPanel();
  await ask(page, "first");
  await page.context().setOffline(true);
  await send(page, "second");
  await says(page, ".outage", /offline.*kept and sent.*call your local emergency number/);
  await page.context().setOffline(false);
  await replies(page, 2);
  await page.waitForSelector(".outage", { state: "hidden" });
  assert.deepEqual(await bubbles(page, ".user"), ["first", "second"]);
});

test("server down: says what to do, counts down, and sends once", async () => {
  const page = await openPanel();
  await ask(page, "first");
  stub.state.mode = "down";
  await send(page, "second");
  await says(page, ".outage", /cannot be reached.*kept and sent.*call your local emergency number/);
  await says(page, ".standing", /Not sent yet. Trying again in \d+ s/);
  const before = tries("POST /messages");
  await page.click(".standing button");
  await until(() => tries("POST /messages"), (count) => count > before, "Try now tries");
  stub.state.mode = "ok";
  await replies(page, 2);
  await page.waitForSelector(".outage", { state: "hidden" });
  assert.equal(await page.$(".standing"), null);
  assert.deepEqual(await bubbles(page, ".user"), ["first", "second"]);
});

test("server down at the first opening: its own greeting, and everything once it is back", async () => {
  stub.state.mode = "down";
  const page = await open();
  await page.click(".launcher");
  await says(page, ".greeting", /computer program.*emergency/s);
  await says(page, ".outage", /cannot be reached/);
  await send(page, "x");
  stub.state.mode = "ok";
  await replies(page, 1);
  await until(() => page.$$(".greeting"), (list) => list.length === 1, "one greeting");
});

test("429: waits as long as it is told, then sends", async () => {
  const page = await openPanel();
  await ask(page, "first");
  stub.state.mode = "busy";
  await send(page, "second");
  await says(page, ".standing", /Many questions at once. Trying again in [23] s/);
  const [start, before] = [Date.now(), tries("POST /messages")];
  stub.state.mode = "ok";
  await replies(page, 2);
  assert.ok(Date.now() - start > 1500, "not before its time");
  assert.equal(tries("POST /messages"), before + 1);
});

test("an ended session gives way to a new one, and says so", async () => {
  const page = await openPanel();
  await ask(page, "first");
  stub.state.mode = "ended";
  await send(page, "second");
  await says(page, ".notice", /has ended. This is a new one/);
  await until(() => bubbles(page, ".user"), (list) => list.join() === "second", "the message in hand is sent there");
  await replies(page, 1);
});

test("a refused message comes back to where it was written", async () => {
  const page = await openPanel();
  await send(page, "/restart");
  await says(page, ".notice", /slash/);
  assert.equal(await page.inputValue(".field textarea"), "/restart");
  assert.deepEqual(await bubbles(page, ".user"), []);
});

test("a reload keeps the conversation, the draft, the thumbs and whether it was open", async () => {
  const page = await openPanel();
  await ask(page, "What does it cost?");
  await page.click(`${REPLIES} .tool.up`);
  await page.waitForSelector(".comment");
  await page.fill(".field textarea", "a draft");
  const said = await bubbles(page);
  await page.reload();
  await until(() => bubbles(page), (list) => list.join() === said.join(), "the same again");
  assert.equal(await page.inputValue(".field textarea"), "a draft");
  assert.equal(await page.getAttribute(`${REPLIES} .tool.up`, "aria-pressed"), "true");
  await page.click("[aria-label=Close]");
  const calls = stub.state.calls.length;
  await page.reload();
  await page.waitForSelector(".launcher:visible");
  await page.waitForTimeout(300);
  assert.equal(await isOpen(page), false);
  assert.equal(stub.state.calls.length, calls, "closed, it calls nobody");
});

test("another page of the site keeps the conversation", async () => {
  const page = await openPanel();
  await ask(page, "What does it cost?");
  await page.click("a >> text=About");
  await page.waitForURL(/about/);
  await replies(page, 1);
  assert.equal(await isOpen(page), true);
});

test("a second tab shares it, live, and loses it too when it is deleted", async () => {
  const page = await openPanel();
  await ask(page, "What does it cost?");
  const tab = await openTab(page);
  if (!(await isOpen(tab))) await tab.click(".launcher");
  await replies(tab, 1);
  await ask(tab, "Is redness normal?");
  await page.bringToFront();
  await replies(page, 2);
  assert.equal(stub.state.sessions.size, 1);
  await tab.bringToFront();
  await tab.click("footer button >> nth=2");
  await tab.click(".danger");
  await says(tab, ".notice", /is deleted/);
  await replies(tab, 0);
  await page.bringToFront();
  await replies(page, 0);
  assert.equal(stub.state.sessions.size, 0);
});

test("start over puts everything aside, also after a reload", async () => {
  const page = await openPanel();
  await ask(page, "What does it cost?");
  await page.click("footer button >> nth=1");
  await says(page, ".notice", /new start/);
  await replies(page, 0);
  await page.reload();
  await page.waitForSelector(".greeting .choice");
  await replies(page, 0);
  await ask(page, "Is redness normal?");
});

test("delete asks once, erases here and there, and a new question begins anew", async () => {
  const page = await openPanel();
  await ask(page, "What does it cost?");
  await page.fill(".field textarea", "a draft");
  await page.click("footer button >> nth=2");
  await page.click("text=Keep it");
  assert.equal((await bubbles(page, REPLIES)).length, 1);
  await page.click("footer button >> nth=2");
  await page.click(".danger");
  await says(page, ".notice", /is deleted/);
  assert.equal(stub.state.sessions.size, 0);
  assert.equal(await page.inputValue(".field textarea"), "");
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(kept, /cost|draft/);
  await ask(page, "Is redness normal?");
  assert.equal(stub.state.sessions.size, 1);
  await assertQuiet(page);
});

test("feedback: a thumb, a comment, another thumb, none", async () => {
  const page = await openPanel();
  await ask(page, "What does it cost?");
  await page.click(".tool.up");
  await page.fill(".comment textarea", "Clear and short");
  await page.click("text=Send comment");
  await says(page, ".notice", /Thank you/);
  await page.click(".tool.down");
  await page.click("text=No, thanks");
  await page.click(".tool.down");
  await until(() => stub.state.comments.length, (count) => count === 4, "four calls");
  assert.deepEqual(stub.state.comments.map(({ event, rating, comment }) => [event, rating, comment]),
    [[2, "up", undefined], [2, "up", "Clear and short"], [2, "down", undefined], [2, null, undefined]]);
  assert.equal(await page.getAttribute(".tool.down", "aria-pressed"), "false");
  stub.state.mode = "down";
  await page.click(".tool.up");
  await says(page, ".notice", /did not work/);
  assert.equal(await page.getAttribute(".tool.up", "aria-pressed"), "false", "not shown as given");
});

test("copy takes the words, the mark and the sources; where that fails it says what to do", async () => {
  const page = await openPanel();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await ask(page, "How long does a session take?");
  await page.click("text=Copy answer");
  await page.waitForSelector("text=Copied");
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /The articles disagree[^]*10 to 20 minutes[^]*Sources:\n“How Microneedling Works”/);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
    document.execCommand = () => false;
  });
  await page.waitForSelector("text=Copy answer");
  await page.click("text=Copy answer");
  await says(page, ".notice", /copy them yourself/);
});

test("a counter near the limit, counted as the server counts; too much is not sent", async () => {
  const page = await openPanel();
  const type = (text) => page.fill(".field textarea", text);
  await type("x".repeat(799));
  assert.equal(await page.isHidden(".counter"), true);
  await type("😀".repeat(800));
  await says(page, ".counter", /^800 of 1000 characters/);
  await type("x".repeat(1003));
  await says(page, ".counter", /^3 characters too many/);
  assert.equal(await page.getAttribute(".field textarea", "aria-invalid"), "true");
  await page.press(".field textarea", "Enter");
  assert.equal((await page.inputValue(".field textarea")).length, 1003);
  assert.deepEqual(await bubbles(page, ".user"), []);
  await type("x".repeat(1000));
  await page.press(".field textarea", "Enter");
  await replies(page, 1);
});

test("one stream while it is open and seen, none otherwise; what came meanwhile is there", async () => {
  const page = await openPanel();
  await ask(page, "one");
  await until(streams, (count) => count === 1, "one stream");
  await page.click("[aria-label=Close]");
  await until(streams, (count) => count === 0, "none while closed");
  await page.click(".launcher");
  await until(streams, (count) => count === 1, "one again");
  const see = (value) => page.evaluate((seen) => {
    Object.defineProperty(document, "visibilityState", { value: seen, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, value);
  await see("hidden");
  await until(streams, (count) => count === 0, "none while hidden");
  const [session] = stub.state.sessions.values();
  session.events.push({ ...session.events.at(-1), seq: ++session.last, text: "Late news.", reply_to: null });
  await see("visible");
  assert.match((await replies(page, 2)).at(-1), /^Late news/);
});

test("attributes: title, place, theme, words, the emergency number, open from the start", async () => {
  const data = `data-title="Ask us" data-position="left" data-theme="dark" data-emergency-number="999" data-open data-strings='{"launcher":"Frag uns"}'`;
  const page = await open({ path: `/?data=${encodeURIComponent(encodeURIComponent(data))}` });
  await page.waitForSelector(".panel[open] .choice");
  assert.equal(await page.textContent("#title"), "Ask us");
  assert.ok((await (await page.$(".panel")).boundingBox()).x < 40, "left");
  const colour = () => page.$eval(".panel", (panel) => getComputedStyle(panel).backgroundColor);
  assert.equal(await colour(), "rgb(30, 39, 38)");
  await page.$eval("needlewise-chat", (element) => element.setAttribute("theme", "light"));
  assert.equal(await colour(), "rgb(255, 255, 255)");
  await ask(page, "pus");
  assert.equal(await page.$("a.call"), null, "the emergency number is for emergencies");
  await page.$eval("needlewise-chat", (element) => (element.open = false));
  assert.match(await page.textContent(".launcher"), /Frag uns/);
});

test("right to left: at the other end of the line", async () => {
  for (const path of ["/?lang=ar", `/?data=${encodeURIComponent('data-lang="he"')}`]) {
    const page = await openPanel({ path });
    assert.ok((await (await page.$(".panel")).boundingBox()).x < 40, path);
  }
});

test("forced colours and less motion: nothing moves", async () => {
  const page = await openPanel({ context: { ...DESKTOP, forcedColors: "active", reducedMotion: "reduce" } });
  await ask(page, "trouble breathing");
  assert.equal(await page.evaluate(() => document.querySelector("needlewise-chat").shadowRoot.getAnimations().length), 0);
  await assertQuiet(page);
});
