/** Waiting between tries. */

export interface Pause {
  /** Resolves after so many seconds with false, or at once with true when woken. */
  seconds(seconds: number): Promise<boolean>;
  wake(): void;
}

export function createPause(): Pause {
  let wake: () => void = () => undefined;
  return {
    wake: () => wake(),
    seconds: (seconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), seconds * 1000);
        wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      }),
  };
}

const MOST_SECONDS = 30;

/** Seconds before the next try: doubling, and spread so that clients do not march in step. */
export function backoff(tries: number): number {
  return Math.min(MOST_SECONDS, 2 ** (tries - 1)) * (0.75 + Math.random() / 2);
}
