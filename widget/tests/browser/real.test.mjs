// The widget with a real assistant behind it, at the address in NEEDLEWISE_URL (.../webhooks/web/).
import assert from "node:assert/strict";
import test from "node:test";
import { ask, assertQuiet, axe, bubbles, DESKTOP, open, PHONE, replies, REPLIES, says, send, sheetOf, until, withAxe } from "./harness.mjs";

const url = process.env.NEEDLEWISE_URL;
const skip = url ? false : "NEEDLEWISE_URL does not name a server to try";
const own = url && new URL(url).origin;
const HOW_LONG = "How long does a session take?";

async function openReal(options = {}) {
  const page = await open({ url, ...options });
  await page.click(".launcher");
  await page.waitForSelector(".greeting .choice");
  return page;
}

const kindsOf = (page) => page.$$eval(REPLIES, (list) => list.map((article) => article.classList[1]));

test("the greeting says what this is, and stores nothing", { skip }, async () => {
  const page = await openReal();
  assert.match((await bubbles(page))[0], /computer program[^]*four articles[^]*not medical advice[^]*emergency/i);
  assert.equal((await page.$$(".greeting .choice")).length, 4);
  assert.ok(!page.requested.some((address) => /sessions|messages/.test(address)));
});

test("a theme of the greeting is answered", { skip }, async () => {
  const page = await openReal();
  await page.click(".greeting .choice >> nth=0");
  await replies(page, 1);
  assert.ok((await bubbles(page, REPLIES))[0].length > 60);
});

test("a question, a disagreement, what is not covered, a red flag: each with its marks, under the policy", { skip }, async () => {
  const page = await openReal();
  assert.match(await ask(page, HOW_LONG), /10 to 20 minutes/);
  await says(page, `${REPLIES} .mark`, /The articles disagree/);
  await page.click(`${REPLIES} summary`);
  const sources = await page.$$eval(`${REPLIES} cite`, (list) => list.map((cite) => cite.textContent));
  assert.ok(sources.includes("How Microneedling Works"), String(sources));
  assert.ok(await page.isVisible(`${REPLIES} cite`));
  await ask(page, "How much does it cost?");
  await says(page, "article.not_covered .mark", /Not covered by the articles/);
  await ask(page, "I can't breathe");
  await says(page, "article.red_flag .mark.urgent", /Urgent/);
  assert.match((await bubbles(page, "article.red_flag"))[0], /emergency/i);
  assert.deepEqual((await kindsOf(page)).slice(1), ["not_covered", "red_flag"]);
  const sheet = await sheetOf(page);
  assert.match(await sheet.textContent("main"), /What I asked[^]*How long does a session take[^]*Where the articles disagree[^]*Ask your provider/);
  await assertQuiet(page);
  assert.deepEqual(page.requested.filter((address) => new URL(address).origin !== own && address !== "about:blank"), []);
  assert.deepEqual(await page.context().cookies(), []);
});

test("the self-check starts, and its choices go on with it", { skip }, async () => {
  const page = await openReal();
  await send(page, "start the self-check");
  await page.waitForSelector('.choice:visible >> text="No"');
  for (let steps = 0; steps < 2; steps++) {
    const before = (await bubbles(page, REPLIES)).length;
    await page.click('.choice:visible >> text="No"');
    await until(() => bubbles(page, REPLIES), (list) => list.length > before, "the next point");
  }
  assert.match((await bubbles(page, REPLIES)).at(-1), /Point 3/);
});

test("a reload and another page keep the conversation; feedback is taken; delete erases it", { skip }, async () => {
  const page = await openReal();
  await ask(page, HOW_LONG);
  const said = await bubbles(page);
  for (const path of ["", "demo-about"]) {
    await page.goto(new URL(path, url).href);
    await until(() => bubbles(page), (list) => list.join() === said.join(), `all there on /${path}`);
  }
  await page.reload();
  await until(() => bubbles(page), (list) => list.join() === said.join(), "all there after a reload");
  await page.click(`${REPLIES} .tool.up`);
  await page.fill(".comment textarea", "clear");
  await page.click("text=Send comment");
  await says(page, ".notice", /Thank you/);
  await page.click("footer button >> nth=2");
  await page.click(".danger");
  await says(page, ".notice", /is deleted/);
  await replies(page, 0);
  await page.reload();
  await page.waitForSelector(".greeting .choice");
  await replies(page, 0);
  await assertQuiet(page);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on the demo page and in the conversation: ${colorScheme}`, { skip }, async () => {
    for (const size of [DESKTOP, PHONE]) {
      const page = await open({ url, ...withAxe({ ...size, colorScheme }) });
      assert.deepEqual(await axe(page), [], "closed");
      await page.click(".launcher");
      await page.waitForSelector(".greeting .choice");
      assert.deepEqual(await axe(page), [], "greeting");
      for (const text of [HOW_LONG, "How much does it cost?", "I can't breathe"]) await ask(page, text);
      await page.click(`${REPLIES} summary`);
      assert.deepEqual(await axe(page), [], "answers");
      await sheetOf(page);
      assert.deepEqual(await axe(page), [], "visit sheet");
    }
  });
}
