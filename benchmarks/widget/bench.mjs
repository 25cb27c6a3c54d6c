// `make bench-widget`: ours and rasa-webchat, in one run, in the same browser, on the same page.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, loadavg } from "node:os";
import { gzipSync } from "node:zlib";
import { startStub } from "../../widget/tests/stub_server.mjs";
import { launch, pause } from "./browser.mjs";
import { startRasaWebchat, SCRIPT } from "./rasa_webchat.mjs";
import { page as resultsPage } from "./results.mjs";

const ROUNDS = 7;
const PHONE = { viewport: { width: 412, height: 915 }, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const CPU_SLOWER = 4;
const QUESTION = "What is microneedling?";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** In the page: finds each widget's launcher and text field, and notes when they can be used. */
function watch() {
  const all = (selector, root = document) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll("*")].flatMap((e) => (e.shadowRoot ? all(selector, e.shadowRoot) : [])),
  ];
  const deepest = (pick) => {
    let found = pick(document);
    for (let next; (next = found?.shadowRoot && pick(found.shadowRoot)) && next !== found; ) found = next;
    return found;
  };
  /** Whether a tap in its middle would reach it. */
  const usable = (element) => {
    const box = element?.getBoundingClientRect();
    if (!box?.width || element.disabled) return false;
    const top = deepest((root) => root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
    return !!top && (element === top || element.contains(top));
  };
  const focused = () => deepest((root) => root.activeElement);
  const launcher = () => all(".launcher, .rw-launcher")[0];
  const field = () => all(".field textarea, .rw-new-message")[0];
  const suggested = () => all(".choice, .rw-reply").length;
  const seen = { violations: 0 };
  Object.assign(window, { bench: { seen, usable, focused, launcher, field, suggested } });

  // called before a frame is drawn, so that the next task comes after it
  const painted = (name) => setTimeout(() => (seen[name] = performance.now()));
  const look = () => {
    if (!seen.found && document.body && usable(launcher())) painted("launcher"), (seen.found = true);
    if (seen.tapped && !seen.opened && usable(field()) && focused() === field()) painted("ready"), (seen.opened = true);
    if (!seen.opened) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  addEventListener("pointerdown", (event) => (seen.tapped ??= event.timeStamp), true);
  document.addEventListener("securitypolicyviolation", () => seen.violations++);
}

async function visit(browser, url, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.addInitScript(watch);
  return { context, page, go: () => page.goto(url) };
}

const until = (page, test, timeout = 15_000) => page.waitForFunction(test, undefined, { timeout, polling: 50 });

/** Opens it as a finger or a mouse does: wherever the launcher is, by pressing there. */
async function open(page) {
  await until(page, () => window.bench.usable(window.bench.launcher()));
  const box = await page.evaluate(() => {
    const { x, y, width, height } = window.bench.launcher().getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  });
  await (page.viewportSize().width < 600 ? page.touchscreen.tap(...box) : page.mouse.click(...box));
  await until(page, () => window.bench.usable(window.bench.field()));
}

async function ask(page) {
  await page.evaluate(() => window.bench.field().focus());
  await page.keyboard.type(QUESTION);
  await page.keyboard.press("Enter");
  await pause(2000);
}

async function use(page) {
  await open(page);
  await pause(1500);
  await ask(page);
}

async function speed(browser, url) {
  const { context, page, go } = await visit(browser, url, { ...PHONE, bypassCSP: true });
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", SLOW);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWER });
  await go();
  await until(page, () => window.bench.seen.launcher);
  await pause(1000);
  await open(page);
  await until(page, () => window.bench.seen.ready);
  await page.keyboard.type("Hi");
  const { seen, typed } = await page.evaluate(() => ({ seen: window.bench.seen, typed: window.bench.field().value }));
  if (typed !== "Hi") throw new Error(`${url}: ready to type, but the field holds "${typed}"`);
  await context.close();
  return { launcher: seen.launcher, ready: seen.ready - seen.tapped };
}

/** What axe-core finds on the page as it is: rules broken, and the elements that break them. */
async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return { rules: violations.map((v) => v.id), elements: violations.flatMap((v) => v.nodes).length };
}

async function access(browser, url) {
  const found = [];
  for (const options of [PHONE, DESKTOP]) {
    const { context, page, go } = await visit(browser, url, { ...options, bypassCSP: true });
    await go();
    await until(page, () => window.bench.usable(window.bench.launcher()));
    await pause(500);
    const closed = await axe(page);
    await use(page);
    found.push({ closed, open: await axe(page) });
    await context.close();
  }
  const worst = (state) => found.map((one) => one[state]).sort((a, b) => b.elements - a.elements)[0];
  return { closed: worst("closed"), open: worst("open") };
}

/** Violations of the policy while it loads, opens and answers one question, and whether it does. */
async function policy(browser, url) {
  const { context, page, go } = await visit(browser, url, DESKTOP);
  await go();
  const opened = await use(page).then(() => true, () => false);
  const { violations } = await page.evaluate(() => window.bench.seen);
  await context.close();
  return { violations, opened };
}

/** Requests that leave for elsewhere; without the policy, which would stop them. */
async function thirdParties(browser, url) {
  const { context, page, go } = await visit(browser, url, { ...DESKTOP, bypassCSP: true });
  const hosts = [];
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(http|ws)/.test(protocol) && !["127.0.0.1", "localhost"].includes(hostname)) hosts.push(hostname);
  });
  await go();
  await use(page);
  await context.close();
  return { requests: hosts.length, hosts: [...new Set(hosts)] };
}

/** The launcher and a little around it, as a picture. */
async function look(page) {
  const { x, y, width, height } = await page.evaluate(() => window.bench.launcher().getBoundingClientRect().toJSON());
  return page.screenshot({ animations: "disabled", clip: { x: x - 8, y: y - 8, width: width + 16, height: height + 16 } });
}

/** Tab until the focus is where the test says. */
async function tabTo(page, test, most) {
  for (let press = 0; press < most; press++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(test)) return true;
  }
  return false;
}

/** Tab to the launcher, Enter, Tab to a suggested question, Escape. */
async function keyboard(browser, url) {
  const { context, page, go } = await visit(browser, url, { ...DESKTOP, bypassCSP: true });
  await go();
  await until(page, () => window.bench.usable(window.bench.launcher()));
  await pause(500);
  const found = { reached: false, seen: false, opened: false, suggestion: false, closed: false };
  const onLauncher = () => {
    const [at, launcher] = [window.bench.focused(), window.bench.launcher()];
    return !!at && !!launcher && (launcher === at || launcher.contains(at));
  };
  const onSuggestion = () => !!window.bench.focused()?.closest(".choice, .rw-reply");
  const before = await look(page);
  found.reached = await tabTo(page, onLauncher, 12);
  if (found.reached) {
    await pause(500);
    found.seen = !before.equals(await look(page));
    await page.keyboard.press("Enter");
    await until(page, () => window.bench.suggested()); // both greet with questions to choose from
    await pause(500);
    found.opened = await page.evaluate(() => window.bench.usable(window.bench.field()));
    found.suggestion = await tabTo(page, onSuggestion, 25);
    await page.keyboard.press("Escape");
    await pause(500);
    found.closed = (await page.evaluate(onLauncher)) && !(await page.evaluate(() => window.bench.usable(window.bench.field())));
  }
  await context.close();
  return found;
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(browser, name, url, script) {
  console.log(`  ${name}`);
  return {
    bytes: gzipSync(script, { level: 9 }).length,
    axe: await access(browser, url),
    policy: await policy(browser, url),
    ...(await thirdParties(browser, url)),
    keyboard: await keyboard(browser, url),
  };
}

const load = loadavg()[0]; // what others keep busy, before this does
if (load > availableParallelism() / 2) console.error(`  The machine is busy (load ${load.toFixed(1)}): the times will be too long.`);
const [stub, theirs, browser] = await Promise.all([startStub(), startRasaWebchat(), launch({ alone: true })]);
const ours = readFileSync(new URL("../../widget/dist/needlewise.js", import.meta.url));
try {
  const plain = await visit(browser, theirs.plain, { ...DESKTOP, bypassCSP: true });
  await plain.go();
  const bare = await axe(plain.page);
  if (bare.elements) throw new Error(`the page itself breaks ${bare.rules}`);
  await plain.context.close();

  const sites = { ours: [`${stub.url}/`, ours], theirs: [theirs.url, SCRIPT] };
  const found = {};
  for (const [name, [url, script]] of Object.entries(sites)) found[name] = await measure(browser, name, url, script);
  const times = { ours: [], theirs: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    // by turns, so that a busy moment of the machine is not one side's; the first round warms up
    for (const [name, [url]] of Object.entries(sites)) {
      const time = await speed(browser, url);
      if (round) times[name].push(time);
    }
    console.log(`  slow phone: ${round} of ${ROUNDS}`);
  }
  for (const name of Object.keys(sites)) {
    found[name].launcher = median(times[name].map((time) => time.launcher));
    found[name].ready = median(times[name].map((time) => time.ready));
  }
  const { text, missed } = resultsPage(found, { chromium: browser.version(), rounds: ROUNDS, load });
  writeFileSync(new URL("results.md", import.meta.url), text);
  console.log(text);
  if (missed.length) console.error(`Missed: ${missed.join(", ")}`);
  process.exitCode = missed.length ? 1 : 0;
} finally {
  await browser.close();
  await Promise.all([stub.close(), theirs.close()]);
}
