/** Under an answer: was it helpful, why, and a copy of it. */

import { copyText } from "./clipboard";
import { button, h, holdsFocus, icon } from "./dom";
import type { BotEvent } from "./events";
import { copyable } from "./message";
import type { Say } from "./strings";

const MOST_CHARACTERS = 500;
const COPIED_MS = 2500;

export type Rating = "up" | "down";

export interface Desk {
  say: Say;
  /** What was said of this event before. */
  ratingOf(event: number): Rating | null;
  /** Resolves to whether the server has it. */
  rate(event: number, rating: Rating | null, comment?: string): Promise<boolean>;
  /** Reads out a sentence. */
  announce(words: string): void;
  /** Shows and reads out a sentence. */
  tell(words: string): void;
}

function commentForm({ say }: Desk, send: (comment: string) => void, close: () => void) {
  const box = h("textarea", { rows: 2, maxlength: MOST_CHARACTERS });
  return h(
    "form.comment",
    {
      onsubmit(event: Event) {
        event.preventDefault();
        const words = box.value.trim();
        if (words) send(words);
        close();
      },
    },
    h("label", {}, say("comment"), box),
    h("button.small", {}, say("sendComment")),
    button("small.quiet", close, {}, say("skip")),
  );
}

function copyButton(event: BotEvent, { say, tell, announce }: Desk): HTMLElement {
  const words = h("span", {}, say("copy"));
  const copy = async () => {
    if (!(await copyText(copyable(event, say), made))) return tell(say("copyFailed"));
    announce((words.textContent = say("copied")));
    setTimeout(() => (words.textContent = say("copy")), COPIED_MS);
  };
  const made = button("tool", copy, {}, icon("copy"), words);
  return made;
}

/** Thumbs and copy for one answer of the assistant. */
export function feedback(event: BotEvent, desk: Desk): HTMLElement {
  const { say, rate } = desk;
  let rating = desk.ratingOf(event.seq);
  let form: HTMLElement | undefined;
  const close = () => {
    if (form && holdsFocus(form)) thumbs[rating ?? "up"].focus();
    form?.remove();
  };
  const show = (next: Rating | null) => {
    rating = next;
    for (const of of ["up", "down"] as const) {
      thumbs[of].setAttribute("aria-pressed", `${next === of}`);
    }
  };
  const comment = async (words: string) => {
    if (await rate(event.seq, rating, words)) desk.tell(say("thanks"));
  };
  const press = async (pressed: Rating) => {
    const before = rating;
    close();
    show(before === pressed ? null : pressed);
    if (!(await rate(event.seq, rating))) return show(before);
    if (!rating) return;
    form = commentForm(desk, comment, close);
    bar.after(form);
    form.scrollIntoView({ block: "nearest" });
    desk.announce(`${say("thanks")} ${say("comment")}`);
  };
  const thumb = (of: Rating, label: string) =>
    button(`tool.${of}`, () => press(of), { "aria-label": label, title: label }, icon("up"));
  const thumbs = { up: thumb("up", say("helpful")), down: thumb("down", say("notHelpful")) };
  const bar = h("div.bar", {}, thumbs.up, thumbs.down, copyButton(event, desk));
  show(rating);
  const onkeydown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing || !form?.isConnected) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return h("div", { onkeydown }, bar);
}
