/** Following a conversation only while somebody looks: a browser allows few streams to a host. */

import type { Client } from "./client";
import type { Following } from "./stream";
import { follow } from "./stream";

export interface Attention {
  /** Begins, goes on or stops, as the page and the panel now are. */
  update(): void;
  /** Stops; `update` begins anew. */
  stop(): void;
}

/** @param wanted the token to follow with; null while nobody looks or nothing is there. */
export function createAttention(
  client: Client,
  wanted: () => string | null,
  following: Omit<Following, "open" | "poll">,
): Attention {
  let followed: string | null = null;
  let unfollow: (() => void) | undefined;
  const stop = () => {
    followed = null;
    unfollow?.();
  };
  return {
    stop,
    update() {
      const token = document.visibilityState === "visible" ? wanted() : null;
      if (token === followed) return;
      stop();
      if (!token) return;
      followed = token;
      unfollow = follow({
        ...following,
        open: (after, signal) => client.stream(token, after, signal),
        poll: (after, signal) => client.history(token, after, signal),
      });
    },
  };
}
