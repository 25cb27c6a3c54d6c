/* global document, MouseEvent */
// Strings that try to run something, wherever words come from: nothing of them runs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { EMPTY } from "../stub_answers.mjs";
import { ask, assertQuiet, bubbles, DESKTOP, openPanel, replies, send, sheetOf, stub, until } from "./harness.mjs";

const INJECTIONS = JSON.parse(readFileSync(new URL("../injections.json", import.meta.url), "utf8"));
const LONG = 120_000; // ms for all of them to be sent, one after the other

/** What could run or load something among the widget's elements. */
const dangers = (page) => page.evaluate(() => {
  const elements = [...document.querySelector("needlewise-chat").shadowRoot.querySelectorAll("*")];
  const isBad = ({ localName, attributes }) =>
    /^(script|iframe|img|object|embed|video|audio|style|link|meta|base|math|foreignobject|animate|set)$/i.test(localName) ||
    [...attributes].some(({ name, value }) =>
      /^on/i.test(name) || (name === "style" && !/^height/.test(value)) || /^\s*(javascript|data|vbscript|blob|file):/i.test(value));
  return elements.filter(isBad).map((element) => element.outerHTML.slice(0, 200));
});

const dangersOnSheet = (frame) => frame.evaluate(() => [
  ...document.querySelectorAll("script, img, iframe, svg, object, style, form"),
  ...[...document.querySelectorAll("a")].filter(({ href }) => !/^(https?|mailto|tel):/.test(href)),
].map((element) => element.outerHTML));

/** Touches whatever might react. */
async function touchAll(page) {
  await page.$$eval("details", (list) => list.forEach((details) => (details.open = true)));
  await page.$$eval("article *", (list) => {
    for (const element of list) for (const name of ["mouseover", "mouseenter", "focus", "pointerdown"]) {
      element.dispatchEvent(new MouseEvent(name, { bubbles: true, composed: true }));
    }
  });
}

test("there are enough of them", () => {
  assert.ok(new Set(INJECTIONS).size >= 100);
});

test("typed, and given back as answer, choice and source: nothing runs, and the policy has nothing to stop", async () => {
  stub.state.delay = 0;
  const page = await openPanel();
  for (const text of INJECTIONS) await send(page, `echo:${text}`);
  await replies(page, INJECTIONS.length, LONG);
  const said = await bubbles(page, ".user");
  assert.deepEqual(said.map((text) => text.trim()), INJECTIONS.map((text) => `echo:${text}`.trim()), "shown as they were typed");
  await touchAll(page);
  assert.deepEqual(await dangers(page), []);
  assert.deepEqual(await dangersOnSheet(await sheetOf(page)), []);
  await assertQuiet(page);
});

/** A reply with the string in every field that has words. */
const everywhere = (text, kind) => ({
  ...EMPTY, kind, text: `${text}\n- ${text}\n[${text}](${text})\n[link](${text})`, caution: text, level: kind === "red_flag" ? "emergency" : null,
  sources: [{ article: text, title: text, section: text }], choices: [{ title: text }],
  disagreements: [{ id: text, title: text }], not_covered: [{ id: text, title: text }], call: { label: text, number: text },
});

for (const kind of ["answer", "red_flag", "not_covered", "self_check"]) {
  test(`in every field of a reply, with no policy to help: ${kind}`, async () => {
    const page = await openPanel({ context: { ...DESKTOP, bypassCSP: true } });
    await ask(page, "What is collagen?");
    const [session] = stub.state.sessions.values();
    for (const text of INJECTIONS) {
      const at = new Date().toISOString();
      session.events.push({ type: "user", id: `id-${session.last}`, text, seq: ++session.last, at });
      session.events.push({ ...everywhere(text, kind), reply_to: `id-${session.last - 1}`, seq: ++session.last, at });
    }
    await page.reload();
    await replies(page, INJECTIONS.length + 1, LONG);
    await touchAll(page);
    assert.deepEqual(await dangers(page), []);
    const sheet = await sheetOf(page);
    assert.deepEqual(await dangersOnSheet(sheet), []);
    assert.ok((await sheet.$$("li")).length >= 100 || kind === "self_check");
    await assertQuiet(page);
  });
}

test("as a choice that is pressed", async () => {
  stub.state.delay = 0;
  const page = await openPanel({ context: { ...DESKTOP, bypassCSP: true } });
  for (const [index, text] of INJECTIONS.slice(0, 20).entries()) {
    await ask(page, `echo:${text}`);
    await page.click(`${".choice"}:visible`);
    await replies(page, 2 * index + 2);
  }
  await assertQuiet(page);
});

test("as the words and settings on the page", async () => {
  const attack = "<img src=x onerror=needlewiseRan()>";
  const strings = JSON.stringify({ launcher: attack, subtitle: attack, placeholder: attack, send: attack, print: attack });
  const quoted = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
  const data = `data-title="${quoted(attack)}" data-strings="${quoted(strings)}" data-emergency-number="javascript:needlewiseRan()" data-theme="${quoted(attack)}" data-position="${quoted(attack)}"`;
  const page = await openPanel({ path: `/?data=${encodeURIComponent(encodeURIComponent(data))}` });
  assert.equal(await page.textContent("#title"), attack);
  await ask(page, "trouble breathing");
  await until(() => dangers(page), (list) => !list.length, "nothing that runs");
  await assertQuiet(page);
});
