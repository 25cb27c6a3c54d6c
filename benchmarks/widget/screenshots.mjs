// `make screenshots`: every state of the widget on a phone and a desktop, light and dark, into
// docs/screenshots/. NEEDLEWISE_URL names a running server's page, as
// http://127.0.0.1:5005/webhooks/web/, for real answers; without it the stub answers.
import { mkdirSync, writeFileSync } from "node:fs";
import { startStub } from "../../widget/tests/stub_server.mjs";
import { launch, pause } from "./browser.mjs";
import { repack } from "./png.mjs";

const OUT = new URL("../../docs/screenshots/", import.meta.url);
const CLINIC = new URL("../../needlewise/channels/demo/", import.meta.url);
const MOST_BYTES = 150_000;
const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};
const THEMES = ["light", "dark"];
const STATES = {
  closed: "Closed",
  greeting: "The greeting",
  sources: "An answer with its sources open",
  disagreement: "The articles disagree",
  "not-covered": "Not covered by the articles",
  "red-flag": "A red flag",
  "self-check": "The self-check",
  error: "The server cannot be reached",
  offline: "Offline",
  "visit-sheet": "The visit sheet",
};

/** Asks in its own words, and waits for the answer, unless none can come. */
async function ask(page, text, { answered = true } = {}) {
  const before = await page.locator("article.bot").count();
  await page.fill(".field textarea", text);
  await page.keyboard.press("Enter");
  if (answered) await page.locator("article.bot").nth(before).waitFor();
  await pause(600);
}

/** Puts the start of the last answer and its question in sight, where it is higher than the log. */
const fromQuestion = (page) =>
  page.locator("article.user").last().evaluate((e) => e.scrollIntoView({ block: "start" }));

/** The demo clinic's page around the stub, as a real server sends it. */
async function dress(page, base) {
  for (const [path, file] of [["", "index.html"], ["demo.css", "demo.css"], ["demo.svg", "demo.svg"]]) {
    await page.route(base + path, (route) => route.fulfill({ path: new URL(file, CLINIC).pathname }));
  }
}

async function tour(page, shot) {
  await page.locator(".launcher").waitFor();
  await pause(300);
  await shot("closed");

  await page.click(".launcher");
  await page.locator(".choice").first().waitFor();
  await pause(600);
  await page.locator(".field textarea").evaluate((e) => e.blur());
  await shot("greeting");

  await ask(page, "How does microneedling work?");
  await page.locator("summary").last().click();
  await fromQuestion(page);
  await pause(300);
  await shot("sources");

  await ask(page, "How long does a session take?");
  await shot("disagreement");
  await ask(page, "How much does it cost?");
  await shot("not-covered");
  await ask(page, "I have trouble breathing and my face is swollen");
  await shot("red-flag");
  await ask(page, "Go through the self-check list");
  await shot("self-check");
  await page.locator(".choice:visible", { hasText: "No" }).first().click();
  await pause(1500);

  // the server's own failure, without stopping it: every call of the channel finds nobody
  const calls = (url) => url.pathname.startsWith("/webhooks/web/") && !/\.\w+$|\/$/.test(url.pathname);
  await page.route(calls, (route) => route.abort("connectionrefused"));
  await ask(page, "When do results show?", { answered: false });
  await shot("error");
  await page.unroute(calls);
  await page.locator(".standing button", { hasText: "Try now" }).last().click().catch(() => {});
  await pause(4000);

  await page.context().setOffline(true);
  await ask(page, "How many sessions do I need?", { answered: false });
  await shot("offline");
  await page.context().setOffline(false);
  await pause(4000);

  await page.locator("footer button", { hasText: "visit sheet" }).click();
  await pause(600);
  await shot("visit-sheet");
}

const picture = (state, device, theme) => `${state}-${device}-${theme}.png`;

function gallery() {
  const image = (state, device, theme) =>
    `<img src="${picture(state, device, theme)}" alt="${STATES[state]}, ${device}, ${theme}" width="${device === "phone" ? 150 : 280}">`;
  const rows = Object.keys(STATES).map((state) => {
    const cells = Object.keys(DEVICES).flatMap((device) => THEMES.map((theme) => image(state, device, theme)));
    return `| ${STATES[state]} | ${cells.join(" | ")} |`;
  });
  return `# The widget in pictures

Made by \`make screenshots\`, so that they can be made again whenever the widget changes.

| | phone, light | phone, dark | desktop, light | desktop, dark |
|---|---|---|---|---|
${rows.join("\n")}
`;
}

mkdirSync(OUT, { recursive: true });
const stub = process.env.NEEDLEWISE_URL ? null : await startStub();
const url = process.env.NEEDLEWISE_URL ?? `${stub.url}/`;
const browser = await launch();
const wrong = [];
try {
  for (const [device, options] of Object.entries(DEVICES)) {
    for (const theme of THEMES) {
      const context = await browser.newContext({ ...options, colorScheme: theme, deviceScaleFactor: 1 });
      const page = await context.newPage();
      page.on("pageerror", (error) => wrong.push(`${device}, ${theme}: ${error.message}`));
      if (stub) await dress(page, url);
      await page.goto(url);
      await tour(page, async (state) => {
        const name = picture(state, device, theme);
        await page.mouse.move(1, 1); // nothing is hovered
        const png = repack(await page.screenshot({ animations: "disabled" }));
        writeFileSync(new URL(name, OUT), png);
        if (png.length > MOST_BYTES) wrong.push(`${name} has ${png.length} bytes`);
      });
      await context.close();
      console.log(`  ${device}, ${theme}`);
    }
  }
  writeFileSync(new URL("README.md", OUT), gallery());
} finally {
  await browser.close();
  await stub?.close();
}
if (wrong.length) {
  console.error(wrong.join("\n"));
  process.exitCode = 1;
}
