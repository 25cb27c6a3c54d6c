/** Events and parts for the tests. */

import type { BotEvent, ChatEvent, RestartEvent, UserEvent } from "../src/events";
import type { Store } from "../src/store";

export const bot = (seq: number, more: Partial<BotEvent> = {}): BotEvent => ({
  seq,
  type: "bot",
  at: "2026-01-01T00:00:00Z",
  reply_to: null,
  kind: "answer",
  text: "An answer.",
  sources: [],
  disagreements: [],
  not_covered: [],
  choices: [],
  level: null,
  caution: null,
  call: null,
  review: "draft",
  questions: [],
  ...more,
});

export const user = (seq: number, id: string, text = "A question?"): UserEvent => ({
  seq,
  type: "user",
  at: "2026-01-01T00:00:00Z",
  id,
  text,
});

export const restart = (seq: number): RestartEvent => ({ seq, type: "restart", at: "" });

/** A conversation from pairs of a question and what is said to it. */
export const talk = (...pairs: [string, Partial<BotEvent>][]): ChatEvent[] =>
  pairs.flatMap(([text, more], n) => [
    user(2 * n + 1, `m${n}`, text),
    bot(2 * n + 2, { reply_to: `m${n}`, ...more }),
  ]);

/** A store in memory, and how another tab would change it. */
export function memoryStore(): Store & { fromOtherTab(name: string, value: string | null): void } {
  const values = new Map<string, string>();
  const watchers: ((name: string) => void)[] = [];
  const set = (name: string, value: string | null) =>
    value === null ? void values.delete(name) : void values.set(name, value);
  return {
    get: (name) => values.get(name) ?? null,
    set,
    watch(changed) {
      watchers.push(changed);
      return () => void watchers.splice(watchers.indexOf(changed), 1);
    },
    fromOtherTab(name, value) {
      set(name, value);
      watchers.forEach((changed) => changed(name));
    },
  };
}
