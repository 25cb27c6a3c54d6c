/** Whether the server can be reached. */

import type { Failure } from "./client";
import { listen } from "./dom";

export type Health = "ok" | "offline" | "down";

export interface Reporter {
  /** Something was answered. */
  onAlive(): void;
  onFailure(failure: Failure): void;
  /** Begins to watch; returns how to stop. */
  watch(): () => void;
}

export function createReporter(show: (health: Health) => void): Reporter {
  let isDown = false;
  const report = () => show(navigator.onLine ? (isDown ? "down" : "ok") : "offline");
  return {
    onAlive() {
      isDown = false;
      report();
    },
    onFailure({ status, final }) {
      isDown = !final && status !== 429 && status !== 401;
      report();
    },
    watch() {
      report();
      const stops = [listen(window, "offline", report), listen(window, "online", report)];
      return () => stops.forEach((stop) => stop());
    },
  };
}
