/** What of a conversation belongs on a visit sheet. */

import type { BotEvent, ChatEvent, Titled } from "./events";

export interface Asked {
  question: string;
  answer: BotEvent;
}

export interface Summary {
  asked: Asked[];
  /** The self-check's note for the provider. */
  check: BotEvent[];
  disagreements: string[];
  /** What to ask the provider, as the articles do not cover it. */
  open: string[];
  /** Whether something of it has no clinician's approval. */
  draft: boolean;
  isEmpty: boolean;
}

/** The last of those that have the same key. */
const unique = <T>(list: T[], key: (item: T) => string): T[] => [
  ...new Map(list.map((item) => [key(item), item])).values(),
];

const titles = (list: Titled[]) =>
  unique(list, ({ id }) => id)
    .map(({ title }) => title)
    .filter(Boolean);

/** The self-check's points all offer the same choices; its closing note offers others. */
function notes(points: BotEvent[]): BotEvent[] {
  const [first, ...others] = points.map(({ choices }) => choices.map(({ title }) => title).join());
  return points.slice(1).filter((_, place) => others[place] !== first);
}

/** @param events of one conversation, in order. */
export function summarise(events: ChatEvent[]): Summary {
  const words = new Map<string | null, string>();
  const replies: BotEvent[] = [];
  for (const event of events) {
    if (event.type === "user") words.set(event.id, event.text);
    else if (event.type === "bot") replies.push(event);
  }
  const questionOf = (event: BotEvent) => words.get(event.reply_to) ?? "";
  const told = replies.filter(
    ({ kind, sources }) =>
      kind !== "self_check" && (sources.length || kind === "answer" || kind === "red_flag"),
  );
  const asked = unique(
    told.map((answer) => ({ question: questionOf(answer), answer })),
    ({ question, answer }) => question + answer.text,
  );
  const check = notes(replies.filter(({ kind }) => kind === "self_check")).slice(-1);
  const open = titles(
    replies.flatMap((event) => {
      const { kind, not_covered: named } = event;
      const title = questionOf(event);
      return kind === "not_covered" && !named.length ? { id: title, title } : named;
    }),
  );
  return {
    asked,
    check,
    disagreements: titles(replies.flatMap(({ disagreements }) => disagreements)),
    open,
    draft: [...told, ...check].some(({ review }) => review === "draft"),
    isEmpty: !(asked.length + check.length + open.length),
  };
}
