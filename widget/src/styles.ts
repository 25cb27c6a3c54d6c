/** Style sheets as objects: allowed by a policy without 'unsafe-inline'. */

import base from "./styles/base.css?inline";
import dark from "./styles/dark.css?inline";
import panel from "./styles/panel.css?inline";
import messages from "./styles/messages.css?inline";
import sheet from "./styles/sheet.css?inline";

type Styled = Document | ShadowRoot;

function adopt(root: Styled, css: string, media = ""): (media: string) => void {
  try {
    const { CSSStyleSheet } = (root.ownerDocument ?? root).defaultView as typeof globalThis & Window;
    const made = new CSSStyleSheet({ media });
    made.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, made];
    return (text) => (made.media.mediaText = text);
  } catch {
    // Before Safari 16.4.
    const style = document.createElement("style");
    style.media = media;
    style.textContent = css;
    ((root as Document).head ?? root).append(style);
    return (text) => (style.media = text);
  }
}

/** Colours, the launcher; returns how to change the theme (auto, light, dark). */
export function dressHost(root: ShadowRoot): (theme: string | null) => void {
  adopt(root, base);
  const setMedia = adopt(root, dark, "not all");
  return (theme) =>
    setMedia(
      theme === "dark" ? "all" : theme === "light" ? "not all" : "(prefers-color-scheme: dark)",
    );
}

/** The panel, once it is opened. */
export function dressPanel(root: ShadowRoot): void {
  adopt(root, panel + messages);
}

/** The visit sheet's own page. */
export function dressPage(page: Document): void {
  adopt(page, sheet);
}
