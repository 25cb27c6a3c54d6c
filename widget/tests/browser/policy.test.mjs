/* global crypto, document, DOMException, getComputedStyle, isSecureContext, navigator, window */
// Under `default-src 'self'` without unsafe-inline everything works, and nothing goes anywhere else.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, assertQuiet, bubbles, DESKTOP, openPanel, PHONE, replies, says, send, sheetOf, stub } from "./harness.mjs";

/** All that a visitor can do, once. */
async function useAll(page) {
  for (const text of ["How does it work?", "How long does a session take?", "Is redness normal?", "trouble breathing", "pus", "self-check"]) await ask(page, text);
  await page.click("summary >> nth=0");
  await page.click(".tool.up >> nth=1");
  await page.fill(".comment textarea", "good");
  await page.click(".comment .small >> nth=0");
  await says(page, ".notice", /Thank you/);
  await page.click("text=Copy answer >> nth=0");
  await page.fill(".field textarea", "x".repeat(1100));
  await page.fill(".field textarea", "");
  stub.state.mode = "down";
  await send(page, "Does it hurt?");
  await page.waitForSelector(".standing");
  stub.state.mode = "ok";
  await page.click(".standing button");
  await replies(page, 7);
}

for (const [name, context] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  test(`no violation, no third party, no cookie: ${name}`, async () => {
    const page = await openPanel({ context });
    const policy = (await page.request.get(`${stub.url}/`)).headers()["content-security-policy"];
    assert.match(policy, /^default-src 'self';/);
    assert.doesNotMatch(policy, /unsafe|style-src|script-src|font-src|img-src|frame-src/);
    await useAll(page);
    const sheet = await sheetOf(page);
    const size = await sheet.$eval("h1", (h1) => getComputedStyle(h1).fontSize);
    assert.notEqual(size, "32px", "the sheet has its style");
    await page.keyboard.press("Escape");
    await page.reload();
    await replies(page, 7);
    await page.click("footer button >> nth=1");
    await says(page, ".notice", /new start/);
    await page.click("footer button >> nth=2");
    await page.click(".danger");
    await says(page, ".notice", /is deleted/);
    await assertQuiet(page);
    const own = new URL(stub.url).origin;
    assert.ok(page.requested.length > 10);
    assert.deepEqual(page.requested.filter((url) => new URL(url).origin !== own && url !== "about:blank"), []);
    assert.deepEqual(await page.context().cookies(), []);
    assert.equal(await page.evaluate(() => document.cookie), "");
  });
}

test("trusted types and forbidden frames change nothing", async () => {
  const policy = "; require-trusted-types-for 'script'; trusted-types 'none'; object-src 'none'; frame-src 'none'";
  const page = await openPanel({ policy });
  await ask(page, "How long does a session take?");
  await sheetOf(page);
  await assertQuiet(page);
});

test("works where storage is refused", async () => {
  const page = await openPanel({
    init: () => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
      }
    },
  });
  await ask(page, "one");
  await ask(page, "two");
  assert.equal((await bubbles(page)).length, 5);
  await assertQuiet(page);
});

test("works on plain http, without what only secure pages have", async () => {
  const page = await openPanel({ url: `${stub.url.replace("127.0.0.1", "clinic.test")}/` });
  assert.ok(await page.evaluate(() => !isSecureContext && !navigator.clipboard && !crypto.randomUUID));
  await ask(page, "How long does a session take?");
  await page.click("text=Copy answer");
  await page.waitForSelector("text=Copied");
  await page.focus(".field textarea");
  await page.keyboard.press("Control+v");
  assert.match(await page.inputValue(".field textarea"), /disagree[^]*Sources:[^]*How Microneedling Works/);
});
