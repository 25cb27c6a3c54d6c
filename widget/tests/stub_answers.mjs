// Answers of the stub server: one of each kind that the channel sends.

const HOW = { article: "003", title: "How Microneedling Works" };
const ALL = { article: "001", title: "Everything You Need to Know About Microneedling" };
const USAGE = { article: "002", title: "This Microneedling Treatment and Its Usage" };
const SHOULD = { article: "000", title: "What You Should Know about Microneedling" };

const choices = (...titles) => titles.map((title) => ({ title }));

export const EMPTY = {
  type: "bot", reply_to: null, kind: "answer", text: "", sources: [], disagreements: [], not_covered: [],
  choices: [], level: null, caution: null, call: null, review: "draft", questions: [],
};

export const GREETING = {
  kind: "greeting",
  text: "Hello, this is a computer program that gives general information on microneedling from four articles, not medical advice. No clinician has approved its answers yet.\nFor an emergency, call your local emergency number.\nAsk anything in your own words, or pick a theme below.",
  choices: choices("What is microneedling?", "How does microneedling work?", "Who should not have it?", "What is recovery like?"),
};

const RULES = [
  [/breath|swollen|fever/i, {
    kind: "red_flag", level: "emergency", call: { label: "Call 112", number: "112" },
    text: "Trouble breathing can be the start of a dangerous reaction.\nCall 112 now, or ask someone near you to call. If this is about somebody else, stay with them until help comes. Do not wait for an answer here: this is a computer program and it cannot see you.",
  }],
  [/pus|spreading/i, {
    kind: "red_flag", level: "same_day",
    text: "Pus or redness that spreads can be a sign of an infection.\nContact your clinic, a doctor or urgent care today. If you get much worse, call your local emergency number.",
  }],
  [/long.*(session|take)|how long/i, {
    kind: "disagreement", disagreements: [{ id: "duration", title: "How long a session takes" }],
    text: "The articles disagree on this. “How Microneedling Works” says 10 to 20 minutes. “This Microneedling Treatment and Its Usage” says about half an hour, and “What You Should Know” says about one hour. The size of the area matters, so ask your provider how long yours will take.",
    sources: [{ ...HOW, section: "How does microneedling work?" }, { ...USAGE, section: "Introduction" }, { ...SHOULD, section: "Benefit 1, improved skin texture and quality" }],
    choices: choices("Does the size of the area matter?", "What happens in a session?", "How many sessions do I need?"),
  }],
  [/cost|price|pay/i, {
    kind: "not_covered", not_covered: [{ id: "not_covered/cost", title: "How much does microneedling cost?" }],
    text: "The articles do not say what microneedling costs. Ask your provider for the price of a course of sessions, not just one, and what that price includes.",
    choices: choices("How many sessions do I need?", "Is it covered by insurance?"),
  }],
  [/insurance|pregnan/i, {
    kind: "not_covered", not_covered: [{ id: "not_covered/insurance", title: "Does insurance pay for it?" }],
    text: "The articles do not say anything about this. Please ask your provider.",
  }],
  [/redness|sore/i, {
    kind: "answer", caution: "infection",
    text: "If your message is about redness that spreads right now, contact your clinic or a doctor today.\nRedness is common for **a few days**. One article compares it to a *mild sunburn*:\n- it fades within days\n- sun makes it worse\nMore on [sun care](https://example.org/sun).",
    sources: [{ ...ALL, section: "How microneedling works" }, { ...ALL, section: "What are the benefits of microneedling?" }],
    choices: choices("How do I look after my skin afterwards?", "When should I call someone?"),
  }],
  [/self-check/i, {
    kind: "self_check", text: "Point 1 of 9:\nDo you take or use any medicine for acne?", choices: choices("Yes", "No", "Not sure"),
    sources: [{ ...ALL, section: "Who should avoid microneedling?" }],
  }],
  [/^(yes|no|not sure)$/i, {
    kind: "self_check", text: "For your provider: I said yes to medicine for acne; no to the rest.\nOnly your provider can say what this means for you. Please do not stop a medicine because of this.",
    choices: choices("Whom should I talk to before?"), sources: [{ ...ALL, section: "Who should avoid microneedling?" }],
  }],
  [/problem/i, { kind: "problem", text: "I could not answer in time. Please try again in a moment. For an emergency, call your local emergency number." }],
  [/^(hi|hello)/i, { kind: "boundary", text: "Hello again. What would you like to know?" }],
];

const USUAL = {
  text: "Fine, short needles make tiny pricks in the skin. The body then starts its own repair, and that repair makes new collagen, says “How Microneedling Works”. The aim is smoother, firmer skin. No article promises a result.",
  sources: [{ ...HOW, section: "What is microneedling?" }, { ...SHOULD, section: "Introduction" }],
  choices: choices("How long does a session take?", "Who should not have it?", "How much does it cost?"),
};

/** The answer to a text: `echo:` gives the rest of it back, to try what injections do. */
export function answerTo(text) {
  if (text.startsWith("echo:")) return { text: text.slice(5), choices: choices(text.slice(5)), sources: [{ ...HOW, title: text.slice(5), section: text.slice(5) }] };
  return RULES.find(([pattern]) => pattern.test(text))?.[1] ?? USUAL;
}
