import { expect, test } from "vitest";
import { createTimeline } from "../src/timeline";
import { bot, restart, user } from "./make";

const seqs = (timeline: ReturnType<typeof createTimeline>) => timeline.events().map(({ seq }) => seq);

test("keeps each event once, in order", () => {
  const timeline = createTimeline();
  const news = [3, 1, 2, 3, 1].map((seq) => timeline.add(bot(seq), true));
  expect(news).toEqual([true, true, true, false, false]);
  expect(seqs(timeline)).toEqual([1, 2, 3]);
});

test("takes a message once, whatever its number", () => {
  const timeline = createTimeline();
  expect(timeline.add(user(1, "a"), true)).toBe(true);
  expect(timeline.add(user(5, "a"), true)).toBe(false);
  expect(seqs(timeline)).toEqual([1]);
});

test("an answer to a call closes no gap: what lies before it is still asked for", () => {
  const timeline = createTimeline();
  timeline.add(user(1, "a"), true);
  timeline.add(user(4, "b"), false);
  timeline.add(bot(5), false);
  expect(timeline.cursor()).toBe(1);
  timeline.add(user(2, "c"), true);
  expect(timeline.cursor()).toBe(2);
  timeline.add(bot(3), false);
  expect(timeline.cursor()).toBe(3);
  expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5]);
});

test("shows nothing from before a restart, however late it comes", () => {
  const timeline = createTimeline();
  timeline.add(user(1, "a"), true);
  timeline.add(bot(4), false);
  expect(timeline.add(restart(3), true)).toBe(true);
  expect(timeline.add(bot(2), true)).toBe(false);
  expect(timeline.add(restart(3), true)).toBe(false);
  expect(seqs(timeline)).toEqual([4]);
});

test("skips what it does not know", () => {
  const timeline = createTimeline();
  expect(timeline.add({ ...bot(1), type: "news" } as never, true)).toBe(false);
  expect(timeline.add({ ...bot(1), seq: undefined } as never, true)).toBe(false);
  expect(timeline.cursor()).toBe(1);
});

test("begins anew when cleared", () => {
  const timeline = createTimeline();
  timeline.add(user(1, "a"), true);
  timeline.clear();
  expect(timeline.cursor()).toBe(0);
  expect(timeline.add(user(1, "a"), true)).toBe(true);
});
