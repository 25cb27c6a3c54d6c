import { describe, expect, test } from "vitest";
import type { BotEvent } from "../src/events";
import { readSettings } from "../src/settings";
import { sheetPage } from "../src/sheet_page";
import { summarise } from "../src/summary";
import { talk } from "./make";

const SOURCE = { article: "003", title: "How Microneedling Works", section: "What is it?" };
const COST = { id: "not_covered/cost", title: "How much does it cost?" };
const LONG = { id: "duration", title: "How long a session takes" };
const points: Partial<BotEvent> = { kind: "self_check", choices: [{ title: "Yes" }, { title: "No" }] };

const DAY = talk(
  ["hello", { kind: "boundary" }],
  ["What is it?", { sources: [SOURCE], review: "approved" }],
  ["How long?", { kind: "disagreement", sources: [SOURCE], disagreements: [LONG] }],
  ["And the price?", { kind: "not_covered", not_covered: [COST] }],
  ["cost??", { kind: "not_covered", not_covered: [COST] }],
  ["Something else", { kind: "not_covered" }],
  ["self-check", points],
  ["Yes", points],
  ["No", { kind: "self_check", text: "For your provider: yes to one.", choices: [{ title: "Next?" }] }],
  ["I have a fever", { kind: "red_flag", level: "emergency" }],
  ["?", { kind: "problem" }],
);

describe("summary", () => {
  const summary = summarise(DAY);

  test("holds what was asked and answered, and no small talk", () => {
    expect(summary.asked.map(({ question }) => question)).toEqual(["What is it?", "How long?", "I have a fever"]);
  });

  test("names where the articles disagree, once", () => {
    expect(summary.disagreements).toEqual(["How long a session takes"]);
  });

  test("asks the provider what is not covered, each once", () => {
    expect(summary.open).toEqual(["How much does it cost?", "Something else"]);
  });

  test("takes the self-check's closing note, not its points", () => {
    expect(summary.check.map(({ text }) => text)).toEqual(["For your provider: yes to one."]);
    expect(summarise(talk(["self-check", points], ["Yes", points])).check).toEqual([]);
  });

  test("says whether something is a draft", () => {
    expect(summary.draft).toBe(true);
    expect(summarise(talk(["What is it?", { review: "approved" }])).draft).toBe(false);
  });

  test.each([[[]], [talk(["hello", { kind: "boundary" }])], [talk(["?", { kind: "problem" }])]])(
    "is empty where nothing was asked",
    (events) => expect(summarise(events).isEmpty).toBe(true),
  );

  test("the same question with the same answer stands there once", () => {
    const { asked } = summarise(talk(["What is it?", {}], ["What is it?", {}]));
    expect(asked).toHaveLength(1);
  });
});

test("the sheet has it all, with sources and room for notes", () => {
  const host = document.createElement("div");
  const page = sheetPage(summarise(DAY), readSettings(host, "https://clinic.example/", null));
  const headings = [...page.querySelectorAll("h2")].map((heading) => heading.textContent);
  expect(headings).toEqual(["What I asked", "My self-check", "Where the articles disagree", "Ask your provider", "Notes"]);
  expect(page.textContent).toContain("“How Microneedling Works” (What is it?)");
  expect(page.querySelectorAll(".line").length).toBeGreaterThan(4);
});
