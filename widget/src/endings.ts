/** How a conversation ends or begins anew. */

import type { Attention } from "./attention";
import { type Client, failureFrom } from "./client";
import type { Queue } from "./delivery";
import type { Outbox } from "./outbox";
import type { Session } from "./session";
import type { Store } from "./store";
import type { Transcript } from "./transcript";
import type { Clearing, View } from "./view";

/** What a conversation is made of. */
export interface Parts {
  client: Client;
  store: Store;
  view: View;
  transcript: Transcript;
  attention: Attention;
  session: Session;
  queue: Queue;
  outbox: Outbox;
}

/** Takes away what is shown, but for what is still to be sent. */
export function clear({ view, queue }: Parts, why: Clearing): void {
  view.clear(why);
  for (const message of queue.waiting()) view.outgoing(message, { state: "sending" });
}

/** The session is another one, or none. */
function leave(parts: Parts, why: Clearing) {
  parts.transcript.clear();
  parts.attention.stop();
  clear(parts, why);
  parts.attention.update();
}

/** The session is no more. */
export function end(parts: Parts, why: "deleted" | "ended"): void {
  if (why === "deleted") {
    parts.queue.cancel();
    parts.outbox.clear(); // before the token: other tabs look here when that goes
  }
  for (const name of ["seen", "ratings", "token"] as const) parts.store.set(name, null);
  leave(parts, why);
}

/** Another tab has begun or ended the session. */
export function onOtherTab(parts: Parts): void {
  const { queue, outbox, session, transcript } = parts;
  if (!session.token() && !transcript.events().length) return; // it ended here too, and was told
  const unsent = outbox.all().map(({ id }) => id);
  const own = queue.waiting().filter(({ id }) => unsent.includes(id));
  queue.cancel();
  leave(parts, session.token() ? "switched" : "ended");
  own.forEach(queue.push);
}

/** Starts over: what came before is neither shown nor used any longer. */
export async function restart(parts: Parts): Promise<void> {
  const { client, session, queue, outbox, transcript } = parts;
  const { events } = session.token() ? await session.use(client.restart) : { events: [] };
  for (const { id } of queue.waiting()) outbox.remove(id);
  queue.cancel();
  for (const event of events) transcript.take(event, false);
  if (!events.length) clear(parts, "restart");
}

/** Has the server erase everything, and forgets it here. */
export async function erase(parts: Parts): Promise<void> {
  const { client, session, queue, outbox } = parts;
  const token = session.token();
  queue.cancel(); // what is under way would begin a new conversation
  try {
    if (token) await client.erase(token);
  } catch (error) {
    if (failureFrom(error).status !== 401) {
      outbox.all().forEach(queue.push);
      throw error;
    }
  }
  end(parts, "deleted");
}
