/** Copying, also where the page may not use the clipboard. */

import { h } from "./dom";

function copyBySelection(text: string, near: HTMLElement): boolean {
  const box = h("textarea.hidden", { readonly: true, tabindex: -1 });
  box.value = text;
  near.append(box);
  try {
    box.select();
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    box.remove();
  }
}

/** @param near a place in the same dialog: what lies outside of a modal one can't be selected. */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, near);
  }
}
