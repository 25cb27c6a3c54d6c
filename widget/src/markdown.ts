/** The small Markdown of answers, as nodes: paragraphs, lists, bold, emphasis, safe links. */

import { h } from "./dom";

const INLINE = /\*\*(?=\S)(.+?)\*\*|\*(?=\S)([^*]+)\*(?!\w)|\[([^\]]+)\]\(([^()\s]+)\)/;
const SAFE = ["http:", "https:", "mailto:", "tel:"];

function safeAddress(address: string): string | null {
  try {
    const { protocol, href } = new URL(address); // absolute ones only
    return SAFE.includes(protocol) ? href : null;
  } catch {
    return null;
  }
}

function link(words: string, address: string): Node | string {
  const href = safeAddress(address);
  if (!href) return `[${words}](${address})`;
  const target = /^http/.test(href) ? "_blank" : null;
  return h("a", { href, target, rel: "noopener noreferrer" }, ...inline(words));
}

/** The nodes of one line. What is not Markdown stays as it was written. */
export function inline(text: string): (Node | string)[] {
  const match = INLINE.exec(text);
  if (!match) return [text];
  const [whole, bold, emphasis, words, address] = match;
  const made = bold
    ? h("strong", {}, ...inline(bold))
    : emphasis
      ? h("em", {}, ...inline(emphasis))
      : link(words as string, address as string);
  return [
    text.slice(0, match.index),
    made,
    ...inline(text.slice(match.index + whole.length)),
  ];
}

/** The blocks of a text: a line is a paragraph, `- ` begins an item of a list. */
export function markdown(text: string): HTMLElement[] {
  const blocks: HTMLElement[] = [];
  let list: HTMLUListElement | null = null;
  for (const line of text.split(/\r?\n/).map((line) => line.trim())) {
    const item = /^[-*] (.+)$/.exec(line);
    if (item) {
      if (!list) blocks.push((list = h("ul")));
      list.append(h("li", {}, ...inline(item[1] as string)));
    } else if (line) {
      list = null;
      blocks.push(h("p", {}, ...inline(line)));
    }
  }
  return blocks;
}

/** The words alone, a line a block: for the clipboard. */
export function plain(text: string): string {
  return markdown(text)
    .flatMap((block) => (block.localName === "ul" ? [...block.children] : [block]))
    .map((block) => (block.localName === "li" ? "- " : "") + (block.textContent ?? ""))
    .join("\n");
}
