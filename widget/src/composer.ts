/** Where people write. */

import { h, icon } from "./dom";
import type { Store } from "./store";
import type { Say } from "./strings";

const MOST_CHARACTERS = 1000;
const COUNTED_FROM = 800;
const TALLEST = 144; // pixels

export interface Composer {
  element: HTMLElement;
  focus(): void;
  /** Puts words back that could not be sent, before what is being written. */
  giveBack(text: string): void;
  clear(): void;
}

/** As the server counts: an emoji is one. */
const lengthOf = (text: string) => Array.from(text.trim()).length;

function isSend(event: KeyboardEvent): boolean {
  // While a word is being composed (Japanese, Chinese, ...), Enter belongs to that.
  const composing = event.isComposing || event.keyCode === 229;
  return event.key === "Enter" && !event.shiftKey && !composing;
}

/**
 * @param send takes what was written.
 * @param announce reads out a sentence.
 */
export function createComposer(
  say: Say,
  store: Store,
  send: (text: string) => void,
  announce: (words: string) => void,
): Composer {
  const counter = h("p.counter", { id: "counter", hidden: true });
  const input = h("textarea", {
    rows: 1,
    "aria-label": say("input"),
    "aria-describedby": "counter",
    placeholder: say("placeholder"),
    enterkeyhint: "send",
    dir: "auto",
    onkeydown(event: KeyboardEvent) {
      if (!isSend(event)) return;
      event.preventDefault();
      submit();
    },
    oninput: () => update(),
  });
  const button = h("button.send", { "aria-label": say("send") }, icon("send"));
  let wasOver = false;

  const update = () => {
    const used = lengthOf(input.value);
    const over = used - MOST_CHARACTERS;
    store.set("draft", input.value || null);
    counter.hidden = used < COUNTED_FROM;
    counter.textContent =
      over > 0 ? say("tooLong", { over }) : say("counter", { used, most: MOST_CHARACTERS });
    counter.classList.toggle("over", over > 0);
    input.setAttribute("aria-invalid", String(over > 0));
    button.setAttribute("aria-disabled", String(!used || over > 0));
    if (over > 0 && !wasOver) announce(counter.textContent);
    wasOver = over > 0;
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${Math.min(input.scrollHeight, TALLEST)}px`;
  };
  const write = (text: string) => {
    input.value = text;
    update();
  };
  const submit = () => {
    const over = lengthOf(input.value) > MOST_CHARACTERS;
    const text = input.value.trim();
    if (over) announce(counter.textContent ?? "");
    else if (text) {
      write("");
      send(text);
    }
    input.focus();
  };

  const element = h(
    "form.composer",
    {
      onsubmit(event: Event) {
        event.preventDefault();
        submit();
      },
    },
    counter,
    h("div.field", {}, input, button),
  );
  write(store.get("draft") ?? "");
  return {
    element,
    focus() {
      input.focus();
      update(); // its height is known only once it is shown
    },
    giveBack: (text) => write([text, input.value].filter(Boolean).join("\n")),
    clear: () => write(""),
  };
}
