/* global document, window */
// What every browser test needs: Chromium, a stand-in for the channel, and eyes and hands for a page.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach } from "node:test";
import { chromium } from "playwright-core";
import { startStub } from "../stub_server.mjs";

const ARGS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--host-resolver-rules=MAP clinic.test 127.0.0.1",
];
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
assert.ok(existsSync(executablePath), `${executablePath} is not there: install chromium, or name it in CHROMIUM.`);
assert.ok(existsSync(new URL("../../dist/needlewise.js", import.meta.url)), "Run npm run build first.");

export const stub = await startStub();
export const browser = await chromium.launch({ executablePath, args: ARGS });
export const DESKTOP = { viewport: { width: 1280, height: 800 } };
export const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const PATIENCE = 20_000; // ms; a busy machine takes its time

const contexts = new Set();

/** A stub as at its start. */
function reset() {
  Object.assign(stub.state, { mode: "ok", delay: 20, calls: [], comments: [] });
  stub.state.sessions.clear();
}
reset();

afterEach(async () => {
  await Promise.all([...contexts].map((context) => context.close()));
  contexts.clear();
  reset();
});

after(async () => {
  await browser.close();
  await stub.close();
});

/** What every page keeps an eye on: errors, violations of the policy, whatever runs that must not, requests. */
async function watch(page) {
  page.problems = [];
  page.requested = [];
  page.on("pageerror", (error) => page.problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => (page.problems.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("console", (message) => /policy|violat/i.test(message.text()) && page.problems.push(message.text()));
  page.on("request", (request) => page.requested.push(request.url()));
  await page.addInitScript(() => {
    window.ran = 0;
    window.needlewiseRan = window.alert = () => window.ran++;
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`));
  });
}

/**
 * A page with the widget on it, closed, in a browser profile of its own.
 * @param init runs in the page before anything of its own does.
 * @param policy is added to the page's content security policy.
 */
export async function open({ path = "/", url = stub.url + path, init, policy = "", context: options = DESKTOP } = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE);
  contexts.add(context);
  const page = await context.newPage();
  await watch(page);
  if (init) await page.addInitScript(init);
  if (policy) await page.route(url, (route) => tighten(route, policy));
  await page.goto(url);
  await page.waitForSelector(".launcher", { state: "attached" });
  return page;
}

async function tighten(route, policy) {
  const response = await route.fetch();
  const headers = response.headers();
  headers["content-security-policy"] += policy;
  await route.fulfill({ response, headers });
}

/** The same with its panel open and greeted. */
export async function openPanel(options) {
  const page = await open(options);
  await page.click(".launcher");
  await page.waitForSelector(".greeting .choice");
  return page;
}

/** Another tab of the same browser profile. */
export async function openTab(page, path = "/") {
  const tab = await page.context().newPage();
  await watch(tab);
  await tab.goto(stub.url + path);
  await tab.waitForSelector(".launcher", { state: "attached" });
  return tab;
}

/** Waits until something holds; fails with what was last seen. */
export async function until(look, holds, what, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) assert.fail(`${what}; seen: ${JSON.stringify(seen)}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The words of all messages, or of some kind of them (`.user`, `.bot`, `.bot:not(.greeting)`). */
export const bubbles = (page, kind = "article") => page.$$eval(`${kind} > .bubble`, (list) => list.map((e) => e.textContent));

export const REPLIES = "article.bot:not(.greeting)";

/** Waits for this many replies beside the greeting; their words. */
export const replies = (page, count, patience) =>
  until(() => bubbles(page, REPLIES), (list) => list.length === count, `${count} replies`, patience);

/** Waits until an element says something. */
export const says = (page, selector, pattern) =>
  until(() => page.textContent(selector), (text) => pattern.test(text ?? ""), `${selector} says ${pattern}`);

/** Types and sends; does not wait for an answer. */
export async function send(page, text) {
  await page.fill(".field textarea", text);
  await page.press(".field textarea", "Enter");
}

/** Types, sends and waits for the answer. */
export async function ask(page, text) {
  const before = (await bubbles(page, REPLIES)).length;
  await send(page, text);
  return (await replies(page, before + 1)).at(-1);
}

/** What has the keyboard: `element.class|its name`. */
export const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const name = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent.slice(0, 60);
  return `${element.localName}.${element.className}|${name}`;
});

/** Waits until the keyboard is on something. */
export const focusedOn = (page, pattern) => until(() => focused(page), (name) => pattern.test(name), `the keyboard is on ${pattern}`);

/** Presses Tab until the keyboard is there; fails where it cannot be reached. */
export async function tabTo(page, pattern, key = "Tab") {
  const seen = [];
  for (let tries = 0; tries < 60; tries++) {
    const name = await focused(page);
    if (pattern.test(name)) return name;
    seen.push(name);
    await page.keyboard.press(key);
  }
  return assert.fail(`${key} does not reach ${pattern}: ${seen.join(", ")}`);
}

export const isOpen = (page) => page.$eval("needlewise-chat", (e) => !!e.shadowRoot.querySelector(".panel[open]"));

/** The open visit sheet's own document. */
export async function sheetOf(page) {
  await page.click("footer button >> nth=0");
  const frame = await (await page.waitForSelector("dialog.sheet iframe")).contentFrame();
  await frame.waitForSelector("main h1");
  return frame;
}

export const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** For `open`: a page with axe in it. Its own policy would keep axe out, so that is set aside. */
export const withAxe = (context = DESKTOP) => ({ init: AXE, context: { ...context, bypassCSP: true } });

/** What axe finds in the page and the visit sheet, in a few words each. */
export async function axe(page) {
  const found = [];
  for (const frame of page.frames()) {
    const { violations, passes } = await frame.evaluate(async (values) =>
      await window.axe.run(document, { iframes: false, runOnly: values, resultTypes: ["violations"] }), STANDARDS);
    assert.ok(passes.length, "axe looked at something");
    for (const { id, nodes } of violations) {
      found.push(...nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(" ")}: ${failureSummary}`));
    }
  }
  return found;
}

/** Nothing ran, no policy was broken, nothing failed. */
export async function assertQuiet(page) {
  assert.deepEqual(page.problems, []);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.equal(await page.evaluate(() => window.ran), 0);
}
