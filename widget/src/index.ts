/** The script: defines the element, and puts one on a page that has none. */

import { ATTRIBUTES, NeedlewiseChat } from "./element";

const NAME = "needlewise-chat";

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>("script[src*='needlewise.js']");

function begin() {
  if (document.querySelector(NAME)) return;
  const element = document.createElement(NAME);
  for (const name of ATTRIBUTES) {
    const value = script?.getAttribute(`data-${name}`);
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  document.body.append(element);
}

if (!customElements.get(NAME)) {
  NeedlewiseChat.home = new URL(".", script?.src || document.baseURI).href;
  customElements.define(NAME, NeedlewiseChat);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}
