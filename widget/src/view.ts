/** What a conversation asks of whatever shows it. */

import type { Failure } from "./client";
import type { Delivery } from "./delivery";
import type { BotEvent, Outgoing, UserEvent } from "./events";
import type { Health } from "./health";

/** Why everything that was shown is to go. */
export type Clearing = "restart" | "deleted" | "ended" | "switched";

/** Shows a conversation. */
export interface View {
  /** @param fresh it has not been shown on an earlier page. */
  add(event: UserEvent | BotEvent, fresh: boolean): void;
  outgoing(message: Outgoing, delivery: Delivery): void;
  /** A message that the server will not take, and its sentence why. */
  refused(message: Outgoing, failure: Failure): void;
  /** No message is under way any longer. */
  idle(): void;
  clear(why: Clearing): void;
  health(health: Health): void;
}
