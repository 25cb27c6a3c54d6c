// The page that the benchmark writes.
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";

const version = createRequire(import.meta.url)("rasa-webchat/package.json").version;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (time) => `${Math.round(time)} ms`;
const yes = (is) => (is ? "yes" : "no");
const axe = ({ rules, elements }) => (elements ? `${elements} (${rules.join(", ")})` : "0");
const hosts = ({ requests, hosts: names }) => (requests ? `${requests} (${names.join(", ")})` : "0");

// what | how it reads | the target | whether a measurement meets it
const ROWS = [
  ["script, gzipped", (f) => kB(f.bytes), "15 kB", (f) => f.bytes <= 15_000],
  ["slow phone: launcher usable", (f) => ms(f.launcher), "600 ms", (f) => f.launcher <= 600],
  ["slow phone: ready to type after opening", (f) => ms(f.ready), "800 ms", (f) => f.ready <= 800],
  ["axe-core, closed: elements at fault", (f) => axe(f.axe.closed), "0", (f) => !f.axe.closed.elements],
  ["axe-core, open with an answer: elements at fault", (f) => axe(f.axe.open), "0", (f) => !f.axe.open.elements],
  ["violations of `default-src 'self'`", (f) => String(f.policy.violations), "0", (f) => !f.policy.violations],
  ["opens and answers under that policy", (f) => yes(f.policy.opened), "yes", (f) => f.policy.opened],
  ["requests to third parties", hosts, "0", (f) => !f.requests],
  ["launcher reached with Tab", (f) => yes(f.keyboard.reached), "yes", (f) => f.keyboard.reached],
  ["the focus on it can be seen", (f) => yes(f.keyboard.seen), "yes", (f) => f.keyboard.seen],
  ["opened with Enter", (f) => yes(f.keyboard.opened), "yes", (f) => f.keyboard.opened],
  ["a suggested question reached with Tab", (f) => yes(f.keyboard.suggestion), "yes", (f) => f.keyboard.suggestion],
  ["closed with Esc, focus back on the launcher", (f) => (f.keyboard.opened ? yes(f.keyboard.closed) : "-"), "yes", (f) => f.keyboard.closed],
];

/** Markdown with what was found, and the names of our rows that miss their target. */
export function page(found, { chromium, rounds, load }) {
  const lines = ROWS.map(([what, read, target]) => `| ${what} | ${read(found.ours)} | ${read(found.theirs)} | ${target} |`);
  const text = `# The widget beside rasa-webchat

Written by \`make bench-widget\`, which measures both again in one run and fails where ours misses a target.
${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (load before: ${load.toFixed(1)}), Chromium ${chromium},
rasa-webchat ${version} from npm. A load near the number of cores makes every time too long.

| | ours | rasa-webchat | target |
|---|---|---|---|
${lines.join("\n")}

- Slow phone: 1.6 Mbit/s, 150 ms, CPU 4 times slower, 412 by 915; median of ${rounds}, by turns, each with an
  empty cache. *Usable*: a tap would reach it and it is painted. *Ready*: from the finger's touch until the text
  field is seen, takes keys and has the focus.
- Both stand on the same small page, gzipped, from this machine, and talk to a stand-in for the server that
  greets and answers at once: ours over its channel, rasa-webchat over socket.io. Its set-up code is a
  file, not inline, so that no violation is the page's.
- Violations and requests are counted while it loads, opens and answers one question; no name resolves, so
  rasa-webchat does not wait for its fonts. Times and axe are taken with the policy off, which
  breaks nothing of ours and spares rasa-webchat.
- axe-core runs all its default rules, on the phone and on a desktop of 1280 by 800; the worse counts. The page
  without a widget has none.
`;
  return { text, missed: ROWS.filter(([, , , met]) => !met(found.ours)).map(([what]) => what) };
}
