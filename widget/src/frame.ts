/** The panel's dialog: beside the page on a desktop, over all of it on a phone. */

import { h, listen } from "./dom";
import type { Settings } from "./settings";

const SMALL = "(max-width: 30em), (max-height: 30em)";

export interface Frame {
  element: HTMLDialogElement;
  show(): void;
  hide(): void;
  destroy(): void;
}

/**
 * @param escape what the Escape key does.
 * @param onClosed called when the browser closes it by itself, as by a phone's back gesture.
 */
export function createFrame(
  { lang, direction }: Settings,
  children: Node[],
  escape: () => void,
  onClosed: () => void,
): Frame {
  const small = matchMedia(SMALL);
  const viewport = window.visualViewport;
  let shown = false;

  const element = h(
    "dialog.panel",
    {
      "aria-labelledby": "title",
      "aria-describedby": "about",
      lang,
      dir: direction,
      onkeydown(event: KeyboardEvent) {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        escape();
      },
      oncancel(event: Event) {
        if (event.target !== element) return;
        event.preventDefault();
        escape();
      },
      onclose() {
        if (shown && !element.open) onClosed();
      },
    },
    ...children,
  );

  /** On a phone the panel is as high as what the on-screen keyboard leaves. */
  const fit = () => {
    const fits = shown && small.matches && viewport && viewport.scale < 1.1;
    element.style.height = fits ? `${viewport.height}px` : "";
    element.style.top = fits ? `${viewport.offsetTop}px` : "";
  };
  const place = () => {
    // What covers the page keeps the keyboard inside; what lies beside it lets it go.
    if (small.matches) element.showModal();
    else element.open = true;
    fit();
  };
  const replace = () => {
    if (!shown) return;
    const focused = (element.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    element.close();
    place();
    focused?.focus();
  };
  const cleanUps = [
    listen(small, "change", replace),
    listen(viewport, "resize", fit),
    listen(viewport, "scroll", fit),
    element.remove.bind(element),
  ];

  return {
    element,
    show() {
      if (element.open) return;
      shown = true;
      place();
    },
    hide() {
      shown = false;
      element.close();
    },
    destroy() {
      shown = false;
      for (const cleanUp of cleanUps) cleanUp();
    },
  };
}
