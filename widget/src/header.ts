/** The panel's fixed parts: its heading, and what can be done with the whole conversation. */

import { button, h, icon, type IconName } from "./dom";
import type { Settings } from "./settings";

/** Title, what this is, and a way out. */
export function createHeader({ title, say }: Settings, close: () => void): HTMLElement {
  return h(
    "header",
    { role: "none" }, // no second banner on a page that has one
    h("div", {}, h("h2", { id: "title" }, title), h("p", { id: "about" }, say("subtitle"))),
    button("icon", close, { "aria-label": say("close") }, icon("close")),
  );
}

/** What a button does, given the button. */
export type Action = (from: HTMLElement) => void;

/** Visit sheet, start over, delete. */
export function createActions(
  { say }: Settings,
  sheet: Action,
  restart: Action,
  erase: Action,
): HTMLElement {
  const action = (picture: IconName, words: string, act: Action, label?: string) => {
    const made = button("", () => act(made), { "aria-label": label }, icon(picture), words);
    return made;
  };
  return h(
    "footer",
    { role: "none" },
    action("sheet", say("sheet"), sheet),
    action("restart", say("restart"), restart),
    action("bin", say("erase"), erase, say("eraseLabel")),
  );
}
