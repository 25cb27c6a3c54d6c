/** The visit sheet's page: black on white, to be printed. */

import { h } from "./dom";
import { markdown } from "./markdown";
import { sourceLines } from "./message";
import type { Settings } from "./settings";
import type { Say } from "./strings";
import type { Asked, Summary } from "./summary";

const NOTE_LINES = 7;

function entry({ question, answer }: Asked, say: Say): HTMLElement {
  const sources = sourceLines(answer).join("; ");
  const label =
    answer.kind === "red_flag"
      ? say("sheetUrgent")
      : answer.disagreements.length
        ? say("disagree")
        : answer.kind === "not_covered" && say("notCovered");
  return h(
    "li",
    {},
    h("h3", { dir: "auto" }, question),
    label && h("strong.label", {}, label),
    ...markdown(answer.text),
    sources && h("p.source", {}, `${say("sources")}: ${sources}`),
  );
}

function section(title: string, ...children: (Node | null)[]): HTMLElement {
  return h("section", {}, h("h2", {}, title), ...children);
}

function list(title: string, hint: string, items: string[]): HTMLElement | null {
  if (!items.length) return null;
  const boxes = items.map((item) => h("li", { dir: "auto" }, item));
  return section(title, h("p.hint", {}, hint), h("ul", {}, ...boxes));
}

/** What stands on the sheet. */
export function sheetPage(summary: Summary, { say, lang }: Settings): HTMLElement {
  const { asked, check, disagreements, open, draft } = summary;
  const day = new Date();
  const date = day.toLocaleDateString(lang, { dateStyle: "long" });
  return h(
    "main",
    {},
    h("header", {}, h("h1", {}, say("sheet")), h("time", { datetime: day.toISOString() }, date)),
    h("p.hint", {}, say("sheetAbout"), draft && ` ${say("sheetDraft")}`),
    asked.length
      ? section(say("sheetAsked"), h("ol", {}, ...asked.map((one) => entry(one, say))))
      : null,
    check.length
      ? section(say("sheetCheck"), ...check.flatMap(({ text }) => markdown(text)))
      : null,
    list(say("sheetDisagree"), say("sheetDisagreeHint"), disagreements),
    list(say("sheetAsk"), say("sheetAskHint"), open),
    h(
      "section.notes",
      {},
      h("h2", {}, say("sheetNotes")),
      ...Array.from({ length: NOTE_LINES }, () => h("div.line")),
    ),
  );
}
