// The browser that measures and takes pictures: Debian's Chromium, without a window.
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
/** No name resolves, so that a slow or missing network changes nothing here. */
const ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost";

/** Starts it; `CHROMIUM` names another one. `alone` keeps it from everything but this machine. */
export const launch = ({ alone = false } = {}) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: alone ? [...ARGUMENTS, ALONE] : ARGUMENTS,
  });

/** Waits so many milliseconds. */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
