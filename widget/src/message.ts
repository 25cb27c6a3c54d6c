/** One message as people see it, and as it is read out. */

import { button, h, icon, type IconName } from "./dom";
import type { BotEvent, Titled } from "./events";
import { markdown, plain } from "./markdown";
import { dial, type Settings } from "./settings";
import type { Say } from "./strings";

/** What the patient said. */
export function userMessage(text: string, say: Say): HTMLElement {
  return h("article.user", { "aria-label": say("you") }, h("p.bubble", { dir: "auto" }, text));
}

function mark(kind: string, picture: IconName, words: string, about: Titled[] = []): HTMLElement {
  const titles = about.map(({ title }) => title).join("; ");
  return h(
    `p.mark.${kind}`,
    {},
    icon(picture),
    h("span", {}, h("strong", {}, words), titles && `: ${titles}`),
  );
}

/** The words above an answer that say what kind it is. */
function marks({ kind, level, ...event }: BotEvent, say: Say): HTMLElement[] {
  const { disagreements, not_covered: notCovered } = event;
  const made: HTMLElement[] = [];
  if (kind === "red_flag") {
    made.push(mark("urgent", "alert", say(level === "same_day" ? "sameDay" : "redFlag")));
  }
  if (kind === "problem") made.push(mark("warn", "alert", say("problem")));
  if (kind === "disagreement" || disagreements.length) {
    made.push(mark("warn", "scales", say("disagree"), disagreements));
  }
  if (kind === "not_covered" || notCovered.length) {
    made.push(mark("", "unknown", say("notCovered")));
  }
  return made;
}

type Article = [title: string, sections: string[]];

/** Articles with their sections, each once. */
export function byArticle({ sources }: BotEvent): Article[] {
  const articles = new Map<string, Article>();
  for (const { article, title, section } of sources) {
    const [, sections] = articles.get(article) ?? [title, []];
    if (section && !sections.includes(section)) sections.push(section);
    articles.set(article, [title, sections]);
  }
  return [...articles.values()];
}

/** The articles in words: `“Title” (section; section)`, one each. */
export function sourceLines(event: BotEvent): string[] {
  return byArticle(event).map(
    ([title, sections]) => `“${title}”` + (sections.length ? ` (${sections.join("; ")})` : ""),
  );
}

function sourcesOf(event: BotEvent, say: Say): HTMLElement | null {
  const articles = byArticle(event).map(([title, sections]) =>
    h("li", {}, h("cite", {}, title), ...sections.map((section) => h("p", {}, section))),
  );
  if (!articles.length) return null;
  const words = h("summary", {}, `${say("sources")} (${articles.length})`);
  return h("details.sources", {}, words, h("ul", {}, ...articles));
}

function callLink(event: BotEvent, { emergencyNumber, say }: Settings): HTMLElement | null {
  const { call, kind, level } = event;
  // The emergency number is for emergencies only.
  const own = kind === "red_flag" && level !== "same_day" ? emergencyNumber : "";
  const number = call?.number || own || "";
  const href = dial(number);
  return href ? h("a.call", { href }, icon("phone"), call?.label || say("call", { number })) : null;
}

function choicesOf({ choices }: BotEvent, say: Say, ask: (words: string) => void) {
  if (!choices.length) return null;
  const items = choices.map(({ title }) => h("li", {}, button("choice", () => ask(title), { dir: "auto" }, title)));
  return h("ul.choices", { "aria-label": say("choices") }, ...items);
}

/**
 * What the assistant said.
 * @param ask sends the words of a choice.
 * @param tools what can be done with it: thumbs, copy.
 */
export function botMessage(
  event: BotEvent,
  settings: Settings,
  ask: (words: string) => void,
  tools: HTMLElement | null,
): HTMLElement {
  const { say } = settings;
  const body = markdown(event.text);
  const caution = event.caution && body.shift();
  return h(
    `article.bot.${event.kind}`,
    { "aria-label": say("assistant") },
    h(
      "div.bubble",
      { dir: "auto" },
      caution && h("div.caution", {}, mark("urgent", "alert", say("caution")), caution),
      ...marks(event, say),
      ...body,
      callLink(event, settings),
      sourcesOf(event, say),
    ),
    tools,
    choicesOf(event, say, ask),
  );
}

/** The words alone, those of the marks too, a line each. */
export function wordsOf(event: BotEvent, say: Say): string[] {
  return [...marks(event, say).map((element) => `${element.textContent}.`), plain(event.text)];
}

/** What is copied: the words and where they come from. */
export function copyable(event: BotEvent, say: Say): string {
  const sources = sourceLines(event);
  if (sources.length) sources.unshift(`${say("sources")}:`);
  return [...wordsOf(event, say), ...sources].join("\n");
}
