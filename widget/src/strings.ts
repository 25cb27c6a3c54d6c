/** Every word that the widget says itself. `{name}` is filled in. */

export const english = {
  title: "Questions about microneedling",
  subtitle: "General information, not medical advice",
  launcher: "Ask a question",
  close: "Close",
  log: "Conversation",
  you: "You",
  assistant: "Assistant",
  typing: "Looking this up",

  input: "Your question",
  placeholder: "Type your question",
  send: "Send",
  counter: "{used} of {most} characters",
  tooLong: "{over} characters too many. Please shorten your question.",
  failed: "Not sent yet. Trying again in {seconds} s.",
  busy: "Many questions at once. Trying again in {seconds} s.",
  retry: "Try now",
  refused: "Not sent: {why} Your words are back in the box.",

  greeting:
    "Hello. This is a computer program that gives general information on microneedling from four articles. It is not medical advice.",
  emergency: "For an emergency, call {number}.",
  localEmergency: "your local emergency number",
  offline: "You are offline. What you write is kept and sent when you are online again.",
  down: "The assistant cannot be reached. What you write is kept and sent when it is back.",
  ended: "Your earlier conversation has ended. This is a new one.",
  deleted: "Your conversation is deleted.",
  restarted: "A new start: what was said before is put aside.",
  tryLater: "That did not work. Please try again in a moment.",
  tryIn: "That did not work. Please try again in {seconds} s.",

  redFlag: "Urgent: please read this first",
  sameDay: "Please get help today",
  call: "Call {number}",
  caution: "A word of caution",
  problem: "Something went wrong",
  disagree: "The articles disagree",
  notCovered: "Not covered by the articles",
  sources: "Sources",
  choices: "Suggested questions",

  helpful: "Helpful",
  notHelpful: "Not helpful",
  thanks: "Thank you.",
  comment: "Would you like to say why? (No names or health details, please.)",
  sendComment: "Send comment",
  skip: "No, thanks",
  copy: "Copy answer",
  copied: "Copied",
  copyFailed: "That did not work. Please select the words and copy them yourself.",

  sheet: "My visit sheet",
  sheetEmpty: "Ask a question first: your visit sheet is made from your questions.",
  sheetAbout:
    "From a computer program that gives general information on microneedling from four articles. It is not medical advice.",
  sheetDraft: "No clinician has approved these answers yet.",
  sheetAsked: "What I asked",
  sheetCheck: "My self-check",
  sheetDisagree: "Where the articles disagree",
  sheetDisagreeHint: "Ask which applies to you.",
  sheetAsk: "Ask your provider",
  sheetAskHint: "The articles do not cover these.",
  sheetUrgent: "Urgent",
  sheetNotes: "Notes",
  print: "Print",

  restart: "Start over",
  erase: "Delete",
  eraseLabel: "Delete my conversation",
  eraseTitle: "Delete this conversation?",
  eraseText: "Your questions and the answers are erased for good.",
  eraseYes: "Delete it",
  eraseNo: "Keep it",
};

export type Strings = typeof english;

/** Says something: a string of the table with its blanks filled. */
export type Say = (name: keyof Strings, values?: Record<string, string | number>) => string;

/** @param overrides a JSON object with other words for some of the strings. */
export function createSay(overrides: string | null): Say {
  let strings: Partial<Strings> = {};
  try {
    strings = overrides ? (JSON.parse(overrides) as Partial<Strings>) : {};
  } catch {
    console.warn("needlewise-chat: `strings` is not JSON");
  }
  return (name, values = {}) =>
    String(strings?.[name] ?? english[name]).replace(/\{(\w+)\}/g, (blank, key: string) =>
      String(values[key] ?? blank),
    );
}
