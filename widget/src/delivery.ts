/** Sending what is in the outbox: one message at a time, in order, until each is acknowledged. */

import { Failure, failureFrom } from "./client";
import type { Outgoing } from "./events";
import { backoff, createPause } from "./pause";

const BUSY_SECONDS = 10; // where a 429 does not say how long

/** `seconds` until it is sent again. */
export interface Waiting {
  state: "waiting";
  why: "failed" | "busy";
  seconds: number;
}

/** Where a message stands. */
export type Delivery = { state: "sending" } | Waiting;

export interface Courier {
  /** Resolves when the server has acknowledged the message and its answers are shown. */
  post(message: Outgoing, signal: AbortSignal): Promise<void>;
  onDelivery(message: Outgoing, delivery: Delivery): void;
  /** The server will never take it. */
  onRefused(message: Outgoing, failure: Failure): void;
  onFailure(failure: Failure): void;
  /** The queue has become empty. */
  onIdle(): void;
}

export interface Queue {
  push(message: Outgoing): void;
  waiting(): Outgoing[];
  /** Does not wait any longer. */
  hurry(): void;
  /** Forgets everything; an answer that is still under way is not shown. */
  cancel(): void;
}

export function createQueue(courier: Courier): Queue {
  const pause = createPause();
  let queue: Outgoing[] = [];
  let abort: AbortController | undefined;

  const wait = async (message: Outgoing, failure: Failure, tries: number, signal: AbortSignal) => {
    const busy = failure.status === 429;
    let seconds = Math.ceil(failure.retryAfter || (busy ? BUSY_SECONDS : backoff(tries)));
    for (; seconds > 0 && !signal.aborted; seconds--) {
      courier.onDelivery(message, { state: "waiting", why: busy ? "busy" : "failed", seconds });
      if (await pause.seconds(1)) return;
    }
  };

  const deliver = async (message: Outgoing, signal: AbortSignal) => {
    for (let tries = 1; !signal.aborted; tries++) {
      courier.onDelivery(message, { state: "sending" });
      try {
        return await courier.post(message, signal);
      } catch (error) {
        if (signal.aborted) return;
        const failure = failureFrom(error);
        if (failure.final) return courier.onRefused(message, failure);
        courier.onFailure(failure);
        // The session had ended: the next try begins a new one.
        if (failure.status !== 401 || tries > 1) await wait(message, failure, tries, signal);
      }
    }
  };

  const run = async () => {
    const { signal } = (abort = new AbortController());
    for (let message = queue[0]; message; message = queue[0]) {
      await deliver(message, signal);
      if (signal.aborted) return;
      queue.shift();
    }
    abort = undefined;
    courier.onIdle();
  };

  return {
    push(message) {
      if (queue.some(({ id }) => id === message.id)) return;
      queue.push(message);
      if (abort) courier.onDelivery(message, { state: "sending" });
      else void run();
    },
    waiting: () => [...queue],
    hurry: pause.wake,
    cancel() {
      queue = [];
      abort?.abort();
      abort = undefined;
      pause.wake();
    },
  };
}
