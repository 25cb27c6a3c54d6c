/** What outlives a page: in the browser's storage, or in memory where that is refused. */

import { listen } from "./dom";

/** Kept until deleted, and shared by all tabs. */
export type LocalName = "token" | "seen" | "outbox" | "ratings";
/** Kept by one tab. */
export type SessionName = "open" | "draft";
export type Name = LocalName | SessionName;

export interface Store {
  get(name: Name): string | null;
  /** null forgets it. */
  set(name: Name, value: string | null): void;
  /** Calls `changed` when another tab changes something; returns how to stop. */
  watch(changed: (name: string) => void): () => void;
}

/** @param server the channel's address: each has its own conversation. */
export function createStore(server: string): Store {
  const prefix = `needlewise ${server} `;
  /** What the browser would not take: private mode, blocked, full. */
  const refused = new Map<Name, string | null>();
  const areaOf = (name: Name) =>
    name === "open" || name === "draft" ? window.sessionStorage : window.localStorage;
  return {
    get(name) {
      try {
        return refused.get(name) ?? areaOf(name).getItem(prefix + name);
      } catch {
        return null;
      }
    },
    set(name, value) {
      refused.delete(name);
      try {
        if (value === null) areaOf(name).removeItem(prefix + name);
        else areaOf(name).setItem(prefix + name, value);
      } catch {
        refused.set(name, value);
      }
    },
    watch: (changed) =>
      listen(window, "storage", ({ key }: StorageEvent) => {
        if (key?.startsWith(prefix)) changed(key.slice(prefix.length));
      }),
  };
}

/** JSON from the store; the fallback where there is none or it is broken. */
export function readJson<T>(store: Store, name: Name, fallback: T): T {
  try {
    return (JSON.parse(store.get(name) ?? "") as T | null) ?? fallback;
  } catch {
    return fallback;
  }
}
