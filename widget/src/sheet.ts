/** The visit sheet: a dialog over the page with a printable page inside. */

import { button, h, icon } from "./dom";
import type { Settings } from "./settings";
import { sheetPage } from "./sheet_page";
import { dressPage } from "./styles";
import type { Summary } from "./summary";

function fill(page: Document, summary: Summary, settings: Settings, close: () => void) {
  if (page.body.firstChild) return;
  const root = page.documentElement;
  root.lang = settings.lang;
  root.dir = settings.direction ?? document.dir;
  page.title = settings.say("sheet");
  dressPage(page);
  page.body.append(page.adoptNode(sheetPage(summary, settings)));
  page.addEventListener("keydown", (event) => event.key === "Escape" && close());
}

/**
 * Opens the sheet over everything.
 * @param root where the dialog is put.
 * @param onClose called once it is closed and gone.
 */
export function openSheet(
  root: ShadowRoot,
  summary: Summary,
  settings: Settings,
  onClose: () => void,
): void {
  const { say } = settings;
  const close = () => dialog.close();
  const frame = h("iframe", { title: say("sheet") });
  const print = () => frame.contentWindow?.print?.();
  const dialog = h(
    "dialog.sheet",
    {
      "aria-label": say("sheet"),
      lang: settings.lang,
      dir: settings.direction,
      onclose() {
        dialog.remove();
        onClose();
      },
    },
    frame,
    h(
      "div.row",
      {},
      button("primary", print, { autofocus: true }, icon("print"), say("print")),
      button("", close, {}, say("close")),
    ),
  );
  const write = () => frame.contentDocument && fill(frame.contentDocument, summary, settings, close);
  frame.addEventListener("load", write); // some browsers put a new empty page there after a moment
  root.append(dialog);
  dialog.showModal();
  write();
}
