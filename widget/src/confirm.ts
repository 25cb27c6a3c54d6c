/** An inner dialog that asks once before something is gone. */

import { button, h } from "./dom";
import type { Say } from "./strings";

export interface Confirm {
  element: HTMLDialogElement;
  /** @param from gets the keyboard back. */
  ask(from: HTMLElement): void;
  close(): void;
}

/**
 * @param onToggle called when it opens or closes: what lies beneath is out of reach meanwhile.
 * @param onYes called once it is closed, with the keyboard back where it was.
 */
export function createConfirm(
  say: Say,
  onToggle: (open: boolean) => void,
  onYes: () => void,
): Confirm {
  let opener: HTMLElement | undefined;
  const toggle = (open: boolean) => {
    element.open = open;
    onToggle(open);
    (open ? no : opener)?.focus();
  };
  const close = () => element.open && toggle(false);
  const yes = () => {
    close();
    onYes();
  };
  const no = button("", close, {}, say("eraseNo"));
  const element = h(
    "dialog.confirm",
    { role: "alertdialog", "aria-labelledby": "erase", "aria-describedby": "erased" },
    h("h2", { id: "erase" }, say("eraseTitle")),
    h("p", { id: "erased" }, say("eraseText")),
    h("div.row", {}, no, button("danger", yes, {}, say("eraseYes"))),
  );
  return {
    element,
    ask(from) {
      opener = from;
      toggle(true);
    },
    close,
  };
}
