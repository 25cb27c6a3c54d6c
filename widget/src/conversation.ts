/** One conversation: what was said, what is still to be sent, and whether the server is there. */

import { createAttention } from "./attention";
import { type Client, failureFrom } from "./client";
import { createQueue } from "./delivery";
import { listen } from "./dom";
import { end, clear, erase, onOtherTab, restart } from "./endings";
import {
  type BotEvent,
  type ChatEvent,
  complete,
  type DeletedEvent,
} from "./events";
import { createReporter } from "./health";
import { createOutbox } from "./outbox";
import { createSession } from "./session";
import type { Store } from "./store";
import { createTranscript } from "./transcript";
import type { View } from "./view";

export interface Conversation {
  /** Sends what an earlier page left unsent. */
  start(): void;
  stop(): void;
  /** Follows the conversation live while the panel is open and the page visible. */
  open(open: boolean): void;
  send(text: string): void;
  /** Sends what waits at once. */
  hurry(): void;
  /** null where the server cannot be reached. */
  greeting(): Promise<BotEvent | null>;
  events(): ChatEvent[];
  /** These reject with a Failure. */
  rate(event: number, rating: string | null, comment?: string): Promise<unknown>;
  restart(): Promise<void>;
  erase(): Promise<void>;
}

export function createConversation(client: Client, store: Store, view: View): Conversation {
  const outbox = createOutbox(store);
  let cleanUps: (() => void)[] = [];
  let isOpen = false;
  const { onAlive, onFailure, watch } = createReporter(view.health);
  const transcript = createTranscript(store, view.add, () => clear(parts, "restart"));

  const take = (event: ChatEvent | DeletedEvent, replayed: boolean) => {
    if (event.type === "deleted") {
      if (session.token()) end(parts, "deleted");
      return;
    }
    transcript.take(event, replayed);
    if (isOpen) transcript.look();
  };

  const attention = createAttention(client, () => (isOpen ? session.token() : null), {
    after: transcript.cursor,
    onEvent: (event) => take(event, true),
    onAlive,
    onFailure(failure, streaming) {
      const ended = failure.status === 401;
      if (ended) end(parts, "ended");
      else if (!streaming) onFailure(failure);
      return ended;
    },
  });

  const session = createSession(client, store, attention.update, () => end(parts, "ended"));

  const queue = createQueue({
    async post(message, signal) {
      await session.ensure(signal);
      const { events } = await session.use((token) => client.send(token, message, signal));
      if (signal.aborted) return;
      outbox.remove(message.id);
      onAlive();
      for (const event of events) take(event, false);
    },
    onDelivery: view.outgoing,
    onRefused(message, failure) {
      outbox.remove(message.id);
      view.refused(message, failure);
    },
    onFailure,
    onIdle: view.idle,
  });

  const parts = { client, store, view, transcript, attention, session, queue, outbox };

  const onOnline = () => {
    queue.hurry();
    attention.stop();
    attention.update();
  };

  return {
    start() {
      cleanUps = [
        store.watch((name) => name === "token" && onOtherTab(parts)),
        listen(document, "visibilitychange", attention.update),
        watch(),
        listen(window, "online", onOnline),
      ];
      outbox.all().forEach(queue.push);
    },
    stop() {
      for (const cleanUp of cleanUps) cleanUp();
      queue.cancel();
      attention.stop();
    },
    open(open) {
      isOpen = open;
      if (open) transcript.look();
      attention.update();
    },
    send: (text) => queue.push(outbox.add(text)),
    hurry: queue.hurry,
    events: transcript.events,
    greeting: () =>
      client.greeting().then(complete, (error: unknown) => {
        onFailure(failureFrom(error));
        return null;
      }),
    rate: (event, rating, comment) =>
      session.use((token) => client.rate(token, event, rating, comment)),
    restart: () => restart(parts),
    erase: () => erase(parts),
  };
}
