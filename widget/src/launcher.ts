/** The button that opens the panel. */

import { button, icon } from "./dom";
import type { Settings } from "./settings";

export function createLauncher(
  { say, lang, direction: dir }: Settings,
  onOpen: () => void,
): HTMLButtonElement {
  const attributes = { "aria-haspopup": "dialog", lang, dir };
  return button("launcher", onOpen, attributes, icon("chat"), say("launcher"));
}
