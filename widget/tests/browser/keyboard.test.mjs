/* global window */
// Every action by keyboard alone, and the keyboard is never lost.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, bubbles, DESKTOP, focused, focusedOn, isOpen, open, PHONE, replies, says, stub, tabTo, until } from "./harness.mjs";

/** Opened, and asked where there is a question, without a mouse. */
async function byKeyboard(question, context = DESKTOP) {
  const page = await open({ context });
  await tabTo(page, /launcher/);
  await page.keyboard.press("Enter");
  await focusedOn(page, /^textarea.*Your question/);
  await page.waitForSelector(".greeting .choice");
  if (question) {
    await page.keyboard.type(question);
    await page.keyboard.press("Enter");
    await replies(page, 1);
  }
  return page;
}

test("Tab reaches the launcher, Enter opens, Esc closes and gives the keyboard back", async () => {
  const page = await byKeyboard();
  await page.keyboard.press("Escape");
  await focusedOn(page, /launcher/);
  assert.equal(await isOpen(page), false);
  await page.keyboard.press("Space");
  await focusedOn(page, /^textarea/);
  await tabTo(page, /Close/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await focusedOn(page, /launcher/);
});

test("a closed panel is out of reach", async () => {
  const page = await byKeyboard("How does it work?");
  await page.keyboard.press("Escape");
  await focusedOn(page, /launcher/);
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("Tab");
    assert.doesNotMatch(await focused(page), /textarea|Close|sheet|choice|tool/);
  }
});

test("Enter sends, Shift+Enter makes a line, and the keyboard stays where one writes", async () => {
  const page = await byKeyboard();
  await page.keyboard.type("How do needles work?");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("And why?");
  assert.equal(await page.inputValue(".field textarea"), "How do needles work?\nAnd why?");
  await page.keyboard.press("Enter");
  await replies(page, 1);
  assert.deepEqual(await bubbles(page, ".user"), ["How do needles work?\nAnd why?"]);
  assert.match(await focused(page), /^textarea/);
});

test("Enter that belongs to a word being composed is left alone", async () => {
  const page = await byKeyboard();
  await page.fill(".field textarea", "にほん");
  await page.$eval(".field textarea", (input) => {
    for (const of of [{ key: "Enter", isComposing: true }, { key: "Enter", keyCode: 229 }, { key: "Escape", isComposing: true }]) {
      input.dispatchEvent(new window.KeyboardEvent("keydown", { ...of, bubbles: true, cancelable: true }));
    }
  });
  assert.equal(await page.inputValue(".field textarea"), "にほん");
  assert.equal(await isOpen(page), true);
});

test("everything in the panel is reached with Tab", async () => {
  const page = await byKeyboard("How does it work?");
  for (const name of [/choice\|How long does/, /Copy answer/, /\|Not helpful/, /\|Helpful/, /summary.*Sources/, /Conversation/, /Close/]) {
    await tabTo(page, name, "Shift+Tab");
  }
  for (const name of [/textarea.*Your question/, /\|Send/, /My visit sheet/, /Start over/, /Delete my conversation/]) await tabTo(page, name);
});

test("Enter and Space open the sources", async () => {
  const page = await byKeyboard("How does it work?");
  await tabTo(page, /summary/, "Shift+Tab");
  for (const [key, isWide] of [["Enter", true], ["Space", false]]) {
    await page.keyboard.press(key);
    await until(() => page.$eval("details", ({ open }) => open), (is) => is === isWide, key);
  }
});

test("a thumb, a comment, and Esc that closes the comment before the panel", async () => {
  const page = await byKeyboard("How does it work?");
  await tabTo(page, /\|Helpful/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".comment");
  assert.equal(await page.getAttribute(".tool.up", "aria-pressed"), "true");
  await tabTo(page, /^textarea.*say why/);
  await page.keyboard.type("Clear");
  await page.keyboard.press("Escape");
  await focusedOn(page, /\|Helpful/);
  assert.equal(await page.$(".comment"), null);
  assert.equal(await isOpen(page), true);
  await tabTo(page, /\|Not helpful/);
  await page.keyboard.press("Space");
  await page.waitForSelector(".comment");
  await tabTo(page, /^textarea.*say why/);
  await page.keyboard.type("Too short");
  await tabTo(page, /Send comment/);
  await page.keyboard.press("Enter");
  await says(page, ".notice", /Thank you/);
  assert.deepEqual(stub.state.comments.map(({ rating, comment }) => [rating, comment]), [["up", undefined], ["down", undefined], ["down", "Too short"]]);
  await focusedOn(page, /\|Not helpful/);
});

test("a choice is sent and the keyboard goes where one writes", async () => {
  const page = await byKeyboard("How does it work?");
  await tabTo(page, /choice\|How long does/, "Shift+Tab");
  await page.keyboard.press("Space");
  await replies(page, 2);
  assert.equal((await bubbles(page, ".user")).at(-1), "How long does a session take?");
  await focusedOn(page, /^textarea/);
});

test("the visit sheet holds the keyboard, and Esc gives it back", async () => {
  const page = await byKeyboard("How does it work?");
  await tabTo(page, /My visit sheet/);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog.sheet");
  const seen = [];
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("Tab");
    seen.push(await focused(page));
  }
  for (const name of [/Print/, /Close/]) assert.ok(seen.some((one) => name.test(one)), `${name} in ${seen}`);
  assert.ok(!seen.some((one) => /textarea|launcher|Start over/.test(one)), String(seen));
  await page.keyboard.press("Escape");
  await focusedOn(page, /My visit sheet/);
  assert.equal(await isOpen(page), true);
});

test("deleting asks first, Esc keeps, and Enter deletes", async () => {
  const page = await byKeyboard("What does it cost?");
  await tabTo(page, /Delete my conversation/);
  await page.keyboard.press("Enter");
  await focusedOn(page, /Keep it/);
  for (let i = 0; i < 8; i++) {
    assert.doesNotMatch(await focused(page), /textarea|Start over|choice/);
    await page.keyboard.press("Tab");
  }
  await tabTo(page, /Keep it/);
  await page.keyboard.press("Escape");
  await focusedOn(page, /Delete my conversation/);
  assert.equal(await isOpen(page), true);
  assert.equal((await bubbles(page, ".user")).length, 1);
  await page.keyboard.press("Enter");
  await tabTo(page, /Delete it/);
  await page.keyboard.press("Enter");
  await says(page, ".notice", /is deleted/);
  assert.equal(stub.state.sessions.size, 0);
  assert.deepEqual(await bubbles(page, ".user"), []);
  await focusedOn(page, /^textarea/);
});

test("start over", async () => {
  const page = await byKeyboard("What does it cost?");
  await tabTo(page, /Start over/);
  await page.keyboard.press("Enter");
  await says(page, ".notice", /new start/);
  assert.deepEqual(await bubbles(page, ".user"), []);
  assert.equal((await page.$$(".choice:visible")).length, 4);
  await focusedOn(page, /^textarea/);
});

test("on a desktop the page beside the panel is within reach", async () => {
  const page = await byKeyboard();
  await tabTo(page, /^a\..*About us|^body/);
});

test("on a phone the panel fills the screen and holds the keyboard", async () => {
  const page = await byKeyboard("", PHONE);
  const box = await (await page.$(".panel")).boundingBox();
  assert.deepEqual(box, { x: 0, y: 0, width: 390, height: 780 });
  const isModal = () => page.$eval(".panel", (panel) => panel.matches(":modal"));
  assert.equal(await isModal(), true);
  for (let i = 0; i < 15; i++) {
    await page.keyboard.press("Tab");
    assert.doesNotMatch(await focused(page), /^a\./);
  }
  await page.setViewportSize({ width: 1000, height: 780 });
  await until(isModal, (is) => !is, "turned to wide, it is a panel");
  assert.equal(await isOpen(page), true);
  await page.setViewportSize({ width: 390, height: 780 });
  await until(isModal, (is) => is, "and back");
  await page.keyboard.press("Escape");
  await focusedOn(page, /launcher/);
});

test("the keyboard is not lost when what it was on goes away", async () => {
  const page = await byKeyboard("How does it work?");
  stub.state.mode = "down";
  await page.keyboard.type("Does it hurt?");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".standing button");
  await tabTo(page, /Try now/, "Shift+Tab");
  stub.state.mode = "ok";
  await page.keyboard.press("Enter");
  await replies(page, 2);
  await focusedOn(page, /^textarea/);
  await ask(page, "What does it cost?");
  await focusedOn(page, /^textarea/);
});
