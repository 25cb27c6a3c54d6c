/* global document */
// The visit sheet: what stands on it, and that it prints on at most two pages.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, assertQuiet, browser, openPanel, sheetOf, stub } from "./harness.mjs";

const QUESTIONS = [
  "How does microneedling work?", "How long does a session take?", "Is redness normal?", "How much does it cost?",
  "What is collagen?", "Is it covered by insurance?", "Who should not have it?", "How many sessions do I need?",
];

async function sheetAfter(questions) {
  const page = await openPanel();
  for (const question of questions) await ask(page, question);
  return [page, await sheetOf(page)];
}

const section = (frame, title) => frame.$$eval("section", (list, words) =>
  list.find((one) => one.querySelector("h2").textContent === words)?.innerText ?? "", title);

test("it has what was asked and answered, with sources, and what to ask the provider", async () => {
  const [page, sheet] = await sheetAfter(QUESTIONS);
  assert.equal(await sheet.title(), "My visit sheet");
  assert.match(await sheet.textContent("header"), new RegExp(String(new Date().getFullYear())));
  assert.match(await sheet.textContent("main"), /computer program.*not medical advice.*No clinician has approved/s);
  const answered = QUESTIONS.filter((question) => !/cost|insurance/.test(question));
  assert.deepEqual(await sheet.$$eval("ol h3", (list) => list.map((h3) => h3.textContent)), answered);
  assert.match(await section(sheet, "What I asked"), /10 to 20 minutes[^]*Sources: “How Microneedling Works” \(/);
  assert.match(await section(sheet, "Where the articles disagree"), /How long a session takes/);
  assert.match(await section(sheet, "Ask your provider"), /cost[^]*insurance/i);
  assert.ok((await sheet.$$(".notes .line")).length >= 5, "room for notes");
  await assertQuiet(page);
});

test("a red flag says so, the self-check has a place of its own, and nothing empty is shown", async () => {
  const [, sheet] = await sheetAfter(["trouble breathing", "Go through the self-check list", "Yes"]);
  assert.match(await section(sheet, "What I asked"), /Urgent/);
  assert.match(await section(sheet, "My self-check"), /medicine for acne/);
  assert.equal(await section(sheet, "Where the articles disagree"), "");
  assert.equal(await section(sheet, "Ask your provider"), "");
});

test("its button prints the sheet and not the page", async () => {
  const [page] = await sheetAfter(["How does it work?"]);
  const printed = await page.evaluate(() => {
    const dialog = document.querySelector("needlewise-chat").shadowRoot.querySelector("dialog.sheet");
    let count = 0;
    dialog.querySelector("iframe").contentWindow.print = () => count++;
    dialog.querySelector(".primary").click();
    return count;
  });
  assert.equal(printed, 1);
});

test("it is made anew each time", async () => {
  const [page] = await sheetAfter(["How does it work?"]);
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog.sheet", { state: "detached" });
  await ask(page, "Is redness normal?");
  assert.equal((await (await sheetOf(page)).$$("ol > li")).length, 2);
});

/** How many pages it prints on, as it stands in the frame. */
async function pagesOf(sheet, format, { long = false, scheme = "light" } = {}) {
  const [html, css] = await sheet.evaluate(() => [
    document.documentElement.outerHTML,
    document.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText).join("\n"),
  ]);
  const context = await browser.newContext({ colorScheme: scheme });
  const print = await context.newPage();
  await print.setContent(html);
  await print.addStyleTag({ content: css });
  if (long) {
    // As long as the longest answer may be.
    await print.$$eval("ol > li > h3 ~ p:nth-of-type(1)", (list) => list.forEach((paragraph) => {
      paragraph.textContent = paragraph.textContent.padEnd(660, " And so on, word after word.");
    }));
  }
  const pdf = (await print.pdf({ format })).toString("latin1");
  await context.close();
  return (pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

test("eight questions print on at most two pages, on either paper, with the longest answers too", async () => {
  const [, sheet] = await sheetAfter(QUESTIONS);
  for (const format of ["A4", "Letter"]) {
    for (const long of [false, true]) {
      const pages = await pagesOf(sheet, format, { long });
      assert.ok(pages >= 1 && pages <= 2, `${format}${long ? ", longest answers" : ""}: ${pages} pages`);
    }
  }
  assert.ok(await pagesOf(sheet, "A6") > 2, "pages are counted");
});

test("one question prints on one page, in the dark too", async () => {
  stub.state.delay = 0;
  const [, sheet] = await sheetAfter(["How does it work?"]);
  assert.equal(await pagesOf(sheet, "A4", { scheme: "dark" }), 1);
});
