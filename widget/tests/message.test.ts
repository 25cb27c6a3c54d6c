import { describe, expect, test, vi } from "vitest";
import type { BotEvent } from "../src/events";
import { botMessage, byArticle, copyable, userMessage, wordsOf } from "../src/message";
import { dial, readSettings } from "../src/settings";
import injections from "./injections.json";
import { bot } from "./make";

function settings(attributes: Record<string, string> = {}) {
  const host = document.createElement("div");
  for (const [name, value] of Object.entries(attributes)) host.setAttribute(name, value);
  return readSettings(host, "https://clinic.example/webhooks/web/", null);
}

const show = (more: Partial<BotEvent>, attributes = {}, ask = vi.fn()) =>
  botMessage(bot(1, more), settings(attributes), ask, null);

const SOURCES = [
  { article: "003", title: "How Microneedling Works", section: "What is it?" },
  { article: "003", title: "How Microneedling Works", section: "How does it work?" },
  { article: "003", title: "How Microneedling Works", section: "What is it?" },
  { article: "000", title: "What You Should Know", section: "Introduction" },
];

describe("an answer", () => {
  test("names each article once, with its sections", () => {
    expect(byArticle(bot(1, { sources: SOURCES }))).toEqual([
      ["How Microneedling Works", ["What is it?", "How does it work?"]],
      ["What You Should Know", ["Introduction"]],
    ]);
    const shown = show({ sources: SOURCES });
    expect(shown.querySelector("summary")?.textContent).toBe("Sources (2)");
    expect(shown.querySelector("details")?.open).toBe(false);
    expect(show({}).querySelector("details")).toBeNull();
  });

  test("says that the articles disagree, and about what", () => {
    const words = "The articles disagree: How long a session takes";
    const more = { disagreements: [{ id: "duration", title: "How long a session takes" }] };
    expect(show(more).querySelector(".mark")?.textContent).toBe(words);
    expect(wordsOf(bot(1, more), settings().say)).toEqual([`${words}.`, "An answer."]);
  });

  test("says that something is not covered", () => {
    expect(show({ kind: "not_covered" }).querySelector(".mark")?.textContent).toBe("Not covered by the articles");
  });

  test("offers choices as buttons that say their own words", () => {
    const ask = vi.fn();
    show({ choices: [{ title: "And then?" }] }, {}, ask).querySelector<HTMLElement>("button.choice")?.click();
    expect(ask).toHaveBeenCalledWith("And then?");
  });

  test("sets a word of caution apart", () => {
    const shown = show({ caution: "infection", text: "Call today.\nRedness is common." });
    expect(shown.querySelector(".caution p:not(.mark)")?.textContent).toBe("Call today.");
    expect(shown.querySelector(".bubble > p")?.textContent).toBe("Redness is common.");
  });

  test("is copied with its sources", () => {
    expect(copyable(bot(1, { text: "It is **short**.", sources: SOURCES.slice(3) }), settings().say)).toBe(
      "It is short.\nSources:\n“What You Should Know” (Introduction)",
    );
  });
});

describe("a red flag", () => {
  const call = { label: "Call 112", number: "112" };
  const link = (more: Partial<BotEvent>, attributes = {}) =>
    show({ kind: "red_flag", level: "emergency", ...more }, attributes).querySelector<HTMLAnchorElement>("a.call");

  test("says so in words, not by colour alone", () => {
    expect(show({ kind: "red_flag", level: "emergency" }).textContent).toContain("Urgent");
    expect(show({ kind: "red_flag", level: "same_day" }).textContent).toContain("get help today");
  });

  test.each([
    ["the clinic's number", { call }, {}, "tel:112", "Call 112"],
    ["the page's number", {}, { "emergency-number": "999" }, "tel:999", "Call 999"],
    ["the clinic's before the page's", { call }, { "emergency-number": "999" }, "tel:112", "Call 112"],
    ["a number with spaces", { call: { label: "Call us", number: "+44 20 7946 0000" } }, {}, "tel:+442079460000", "Call us"],
  ])("dials %s", (_, more, attributes, href, label) => {
    expect([link(more, attributes)?.getAttribute("href"), link(more, attributes)?.textContent]).toEqual([href, label]);
  });

  test("has no link where there is no number, and no emergency call for today's worries", () => {
    expect(link({})).toBeNull();
    expect(link({ level: "same_day" }, { "emergency-number": "999" })).toBeNull();
    expect(show({ kind: "answer" }, { "emergency-number": "999" }).querySelector(".call")).toBeNull();
  });

  test.each(["javascript:alert(1)", "", "call us", "112;ext=<script>"])("dials digits only: %j", (number) => {
    expect(dial(number)).toMatch(/^(tel:[\d+*]+)?$/);
  });
});

test.each(injections)("%j runs nothing wherever it stands", (text) => {
  const titled = [{ id: text, title: text }];
  const event: Partial<BotEvent> = {
    text,
    kind: text as never,
    caution: text,
    sources: [{ article: text, title: text, section: text }],
    disagreements: titled,
    not_covered: titled,
    choices: titled,
    call: { label: text, number: text },
  };
  for (const shown of [show(event), userMessage(text, settings({ title: text }).say)]) {
    for (const element of [shown, ...shown.querySelectorAll("*")]) {
      expect(element.tagName).not.toMatch(/^(script|img|iframe|object|embed|style|form|input|base|meta|link)$/i);
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^(on|style$|srcdoc$)/i);
        if (name === "href") expect(value).toMatch(/^(https?:\/\/|mailto:|tel:)/);
      }
    }
  }
});

describe("settings", () => {
  test("the server is where the script came from, unless the page says otherwise", () => {
    expect(settings().server).toBe("https://clinic.example/webhooks/web");
    expect(settings({ server: "https://chat.example/x/" }).server).toBe("https://chat.example/x");
  });

  test.each([
    ["ar", "rtl"],
    ["he-IL", "rtl"],
    ["FA", "rtl"],
    ["en", "ltr"],
    ["arn", "ltr"],
  ])("lang %s reads %s", (lang, direction) => expect(settings({ lang }).direction).toBe(direction));

  test("without a lang the words are English and the direction is the page's", () => {
    expect(settings()).toMatchObject({ lang: "en", direction: null });
  });
});
