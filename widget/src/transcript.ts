/** What was said, shown once each; and how much of it was seen on earlier pages. */

import { type BotEvent, type ChatEvent, complete, type UserEvent } from "./events";
import type { Store } from "./store";
import { createTimeline } from "./timeline";

export interface Transcript {
  /**
   * Takes an event in and shows it, unless it is known.
   * @param replayed it came from the stream or the history, which leave nothing out.
   */
  take(event: ChatEvent, replayed: boolean): void;
  /** Somebody sees it all. */
  look(): void;
  cursor(): number;
  events(): ChatEvent[];
  clear(): void;
}

export function createTranscript(
  store: Store,
  show: (event: UserEvent | BotEvent, fresh: boolean) => void,
  onRestart: () => void,
): Transcript {
  const timeline = createTimeline();
  const seen = () => Number(store.get("seen"));
  let seenBefore = seen();
  const add = (event: ChatEvent) => {
    if (event.type !== "restart") show(event, event.seq > seenBefore);
  };
  return {
    cursor: timeline.cursor,
    events: timeline.events,
    take(raw, replayed) {
      const event = complete(raw);
      if (!timeline.add(event, replayed)) return;
      if (event.type === "restart") {
        onRestart();
        timeline.events().forEach(add);
      } else add(event);
    },
    look() {
      const [last] = timeline.events().slice(-1);
      if (last) store.set("seen", `${Math.max(seen(), last.seq)}`);
    },
    clear() {
      timeline.clear();
      seenBefore = 0;
    },
  };
}
