/** The events of a conversation, each once and in order. */

import type { ChatEvent } from "./events";

export interface Timeline {
  /**
   * Takes an event in; false where it is known already or belongs to what was left behind.
   * @param replayed it came from the stream or the history, which leave nothing out.
   */
  add(event: ChatEvent, replayed: boolean): boolean;
  /** Up to here nothing is missing. */
  cursor(): number;
  events(): ChatEvent[];
  clear(): void;
}

export function createTimeline(): Timeline {
  let bySeq = new Map<number, ChatEvent>();
  let cursor = 0;
  let floor = 0;
  const messageIds = new Set<string>();
  return {
    add(event, replayed) {
      const { seq } = event;
      if (replayed ? seq > cursor : seq === cursor + 1) cursor = seq;
      if (!(seq > floor) || bySeq.has(seq)) return false;
      if (event.type === "restart") {
        floor = seq;
        bySeq = new Map([...bySeq].filter(([other]) => other > seq));
        return true;
      }
      if (event.type === "user") {
        if (messageIds.has(event.id)) return false;
        messageIds.add(event.id);
      } else if (event.type !== "bot") return false;
      bySeq.set(seq, event);
      return true;
    },
    cursor: () => cursor,
    events: () => [...bySeq.values()].sort((a, b) => a.seq - b.seq),
    clear() {
      bySeq.clear();
      messageIds.clear();
      cursor = floor = 0;
    },
  };
}
