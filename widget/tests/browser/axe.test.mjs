/* global document, innerWidth */
// axe finds nothing in any state, light and dark, from 320 px to a desktop, and at 200%.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, axe, DESKTOP, open, PHONE, replies, send, sheetOf, stub, withAxe } from "./harness.mjs";

const SIZES = {
  desktop: DESKTOP,
  phone: PHONE,
  "320 px": { viewport: { width: 320, height: 568 } },
  "200%": { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
};

const wide = (page) => page.evaluate(() => {
  const log = document.querySelector("needlewise-chat").shadowRoot.querySelector(".log");
  return [document.documentElement.scrollWidth > innerWidth, log.scrollWidth > log.clientWidth + 1];
});

/** Targets under 24 px, which WCAG 2.2 wants at least. */
const small = (page) => page.$$eval(".panel :is(button, summary, a.call, textarea)", (list) => list
  .filter((element) => element.offsetParent && Math.min(element.getBoundingClientRect().width, element.getBoundingClientRect().height) < 24)
  .map((element) => `${element.className} ${element.textContent}`));

for (const [size, context] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${size}, ${colorScheme}`, async () => {
      const page = await open(withAxe({ ...context, colorScheme }));
      const clean = async (state) => assert.deepEqual(await axe(page), [], state);
      await clean("closed");
      await page.click(".launcher");
      await page.waitForSelector(".greeting .choice");
      await clean("open, quick replies");
      await page.click(".choice >> nth=0");
      await replies(page, 1);
      await page.click("summary");
      await clean("sources open");
      stub.state.delay = 1500;
      await send(page, "How long does a session take?");
      await page.waitForSelector(".typing:visible");
      await clean("answering");
      await replies(page, 2);
      stub.state.delay = 20;
      for (const text of ["cost", "Is redness normal?", "trouble breathing", "pus", "problem"]) await ask(page, text);
      await page.click(".tool.up >> nth=0");
      await page.waitForSelector(".comment");
      await clean("every kind of answer, and a comment");
      await page.keyboard.press("Escape");
      await page.fill(".field textarea", "x ".repeat(600));
      await clean("too long");
      await page.fill(".field textarea", "");
      stub.state.mode = "down";
      await send(page, "Does it hurt?");
      await page.waitForSelector(".standing");
      await clean("server down, not sent");
      stub.state.mode = "ok";
      await page.click(".standing button");
      await replies(page, 8);
      await page.context().setOffline(true);
      await page.waitForSelector(".outage:visible");
      await clean("offline");
      await page.context().setOffline(false);
      await page.click("footer button >> nth=2");
      await clean("deleting");
      await page.keyboard.press("Escape");
      await sheetOf(page);
      await clean("visit sheet");
      await page.keyboard.press("Escape");
      assert.deepEqual(await wide(page), [false, false], "nothing to scroll sideways");
      assert.deepEqual(await small(page), [], "targets of 24 px");
    });
  }
}

test("it would be found", async () => {
  const page = await open(withAxe());
  await page.evaluate(() => document.querySelector("needlewise-chat").shadowRoot.append(document.createElement("button")));
  assert.match((await axe(page)).join(), /button-name/);
});
