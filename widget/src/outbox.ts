/** Messages that the server has not acknowledged: kept, so that none is lost or sent anew. */

import type { Outgoing } from "./events";
import { readJson, type Store } from "./store";
import { uuid } from "./uuid";

export interface Outbox {
  /** A new message, with the id that it keeps however often it is sent. */
  add(text: string): Outgoing;
  /** In the order in which they were written; those of other tabs too. */
  all(): Outgoing[];
  remove(id: string): void;
  clear(): void;
}

export function createOutbox(store: Store): Outbox {
  // Read before each write: other tabs write here too.
  const all = () => {
    const kept = readJson<unknown>(store, "outbox", []);
    return Array.isArray(kept) ? (kept as Outgoing[]).filter((m) => m?.id && m.text) : [];
  };
  const write = (messages: Outgoing[]) =>
    store.set("outbox", messages.length ? JSON.stringify(messages) : null);
  return {
    all,
    add(text) {
      const message = { id: uuid(), text };
      write([...all(), message]);
      return message;
    },
    remove: (id) => write(all().filter((message) => message.id !== id)),
    clear: () => write([]),
  };
}
