/** The session that a conversation lives in: made when something is first sent. */

import { type Client, failureFrom } from "./client";
import type { Store } from "./store";

export interface Session {
  /** null before anything was sent. */
  token(): string | null;
  /** The token that there is, or a new one. */
  ensure(signal: AbortSignal): Promise<string>;
  /** Does something with the token that there is. */
  use<T>(task: (token: string) => Promise<T>): Promise<T>;
}

/**
 * @param onBegin called when there is a new token.
 * @param onEnd called when the server says that the token is no good any longer.
 */
export function createSession(
  client: Client,
  store: Store,
  onBegin: () => void,
  onEnd: () => void,
): Session {
  const token = () => store.get("token");
  return {
    token,
    async ensure(signal) {
      const kept = token();
      if (kept) return kept;
      const made = await client.createSession(signal);
      const others = token(); // another tab was faster: one conversation for both
      if (others) return others;
      if (!signal.aborted) store.set("token", made.token);
      onBegin();
      return made.token;
    },
    async use(task) {
      const used = token() ?? "";
      try {
        return await task(used);
      } catch (error) {
        if (failureFrom(error).status === 401 && used === token()) onEnd();
        throw error;
      }
    },
  };
}
