/* global document, MutationObserver, window */
// What a screen reader says: each reply once, history never, trouble and its end.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, focused, openPanel, openTab, pause, replies, says, send, stub, until } from "./harness.mjs";

/** From now on keeps whatever is put into a live region. */
const listen = (page) => page.evaluate(() => {
  window.heard = [];
  const root = document.querySelector("needlewise-chat").shadowRoot;
  new MutationObserver((list) => {
    for (const { target, addedNodes, type } of list) {
      for (const node of type === "characterData" ? [target] : addedNodes) {
        const region = (node.nodeType === 1 ? node : node.parentElement)?.closest("[aria-live], [role=status], [role=alert], [role=log]");
        const politeness = region?.getAttribute("aria-live") ?? (region ? "polite" : "off");
        if (politeness !== "off") window.heard.push(node.textContent);
      }
    }
  }).observe(root, { childList: true, subtree: true, characterData: true });
});
const heard = (page) => page.evaluate(() => window.heard);
const times = async (page, pattern) => (await heard(page)).filter((words) => pattern.test(words)).length;

test("each reply is read out once, with its mark, by a polite region", async () => {
  const page = await openPanel();
  assert.equal(await page.getAttribute("[role=status]", "aria-live"), "polite");
  assert.equal(await page.getAttribute("[role=log]", "aria-live"), "off");
  await listen(page);
  for (const text of ["How does it work?", "What does it cost?", "How long does a session take?", "trouble breathing", "pus"]) await ask(page, text);
  await pause(300);
  for (const words of [/tiny pricks/, /Not covered by the articles.*do not say what/s, /The articles disagree.*10 to 20 minutes/s, /Urgent.*dangerous reaction/s, /Please get help today.*infection/s]) {
    assert.equal(await times(page, words), 1, `${words} in ${JSON.stringify(await heard(page))}`);
  }
  assert.equal((await heard(page)).filter((words) => /^Assistant/.test(words)).length, 5);
});

test("a reply that comes twice, as an answer and by the stream, is read out once", async () => {
  const page = await openPanel();
  await ask(page, "one");
  await listen(page);
  for (let number = 0; number < 10; number++) {
    await send(page, `echo: reply ${number}.`);
    if (number % 3 === 0) stub.cut();
    await page.$$eval(".standing button:not([hidden])", ([button]) => button?.click());
  }
  await replies(page, 11);
  await pause(300);
  for (let number = 0; number < 10; number++) assert.equal(await times(page, new RegExp(`reply ${number}\\.`)), 1);
});

test("history is not read out, and a reload does not take the keyboard", async () => {
  const page = await openPanel();
  await ask(page, "How does it work?");
  await page.reload();
  await page.waitForSelector(".panel[open]");
  await listen(page);
  await replies(page, 1);
  await pause(500);
  assert.deepEqual(await heard(page), []);
  assert.doesNotMatch(await focused(page), /textarea/);
});

test("a reply under way while the page changes comes on the next page, and is read out once", async () => {
  const page = await openPanel();
  stub.state.delay = 1000;
  await send(page, "What is collagen?");
  await until(() => stub.state.calls, (calls) => calls.includes("POST /messages"), "it is under way");
  await page.goto(`${stub.url}/about`);
  await page.waitForSelector(".panel[open]");
  await listen(page);
  await replies(page, 1);
  await pause(500);
  assert.equal(await times(page, /tiny pricks/), 1);
});

test("a reply that comes while the panel is closed is read out when it is opened", async () => {
  const page = await openPanel();
  await listen(page);
  stub.state.delay = 300;
  await send(page, "What is collagen?");
  await page.keyboard.press("Escape");
  await pause(800);
  assert.equal(await times(page, /tiny pricks/), 0);
  await page.click(".launcher");
  await replies(page, 1);
  await until(() => times(page, /tiny pricks/), (count) => count === 1, "read out");
});

test("trouble is read out: offline, server down, too long, copied", async () => {
  const page = await openPanel();
  await ask(page, "How does it work?");
  await listen(page);
  await page.click("text=Copy answer");
  await until(() => times(page, /^Copied$/), (count) => count >= 1, "copied");
  await page.fill(".field textarea", "x".repeat(1001));
  await until(() => times(page, /1 characters too many/), (count) => count === 1, "too long");
  await page.context().setOffline(true);
  await until(() => times(page, /You are offline/), (count) => count === 1, "offline");
  await page.context().setOffline(false);
  stub.state.mode = "down";
  await send(page, "Does it hurt?");
  await until(() => times(page, /cannot be reached/), (count) => count === 1, "down");
  stub.state.mode = "ok";
  await replies(page, 2);
  assert.equal(await times(page, /cannot be reached/), 1);
});

test("in a second tab a reply is read out once too", async () => {
  const page = await openPanel();
  await ask(page, "one");
  const tab = await openTab(page);
  await tab.click(".launcher:visible", { timeout: 1000 }).catch(() => {});
  await replies(tab, 1);
  await listen(tab);
  await ask(page, "What does it cost?");
  await tab.bringToFront();
  await replies(tab, 2);
  await pause(300);
  assert.ok(await times(tab, /do not say what/) <= 1);
  await says(page, "[role=status]", /do not say what/);
});
