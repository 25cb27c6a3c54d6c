/** The messages, in order, each once. */

import type { Delivery, Waiting } from "./delivery";
import { button, h, holdsFocus, listen } from "./dom";
import type { BotEvent, Outgoing, UserEvent } from "./events";
import { userMessage } from "./message";
import type { Say } from "./strings";

const UNSENT = Infinity;
const NEAR = 120; // pixels from the end where somebody still reads the newest

interface Item {
  seq: number;
  node: HTMLElement;
  /** The client's own id, of the patient's messages. */
  id?: string;
  standing?: HTMLElement;
}

export interface Log {
  element: HTMLElement;
  /** Puts a message of the assistant's where it belongs; a new greeting replaces the old one. */
  addBot(event: BotEvent, node: HTMLElement): void;
  addUser(event: UserEvent): void;
  /** Shows a message of one's own that is not acknowledged, and where it stands. */
  outgoing(message: Outgoing, delivery: Delivery): void;
  remove(id: string): void;
  idle(): void;
  /** Takes away everything but the greeting. */
  clear(): void;
  toEnd(): void;
}

/** Says below a message where it stands; the same nodes again, as the keyboard may be there. */
function stand(item: Item, { why, seconds }: Waiting, say: Say, retry: () => void) {
  item.standing ??= h("p.standing", {}, h("span"), button("small", retry, {}, say("retry")));
  const [words, again] = item.standing.children as unknown as [HTMLElement, HTMLElement];
  words.textContent = say(why, { seconds });
  again.hidden = why === "busy";
  if (!item.standing.isConnected) item.node.append(item.standing);
}

/** Old choices go: answered with a later question in between, they would mislead. */
function hideOldChoices(items: Item[], refocus: () => void) {
  const last = items.map(({ id }) => !!id).lastIndexOf(true);
  items.forEach(({ node }, place) => {
    const choices = node.querySelector<HTMLElement>(".choices");
    if (!choices) return;
    const old = place < last;
    if (old && holdsFocus(choices)) refocus();
    choices.hidden = old;
  });
}

/**
 * @param retry sends at once what waits.
 * @param refocus takes the keyboard where what it was on goes away.
 */
export function createLog(say: Say, retry: () => void, refocus: () => void): Log {
  const typing = h(
    "div.typing.bubble",
    { role: "img", "aria-label": say("typing"), hidden: true },
    ...[1, 2, 3].map(() => h("i")),
  );
  // Replies are read out by the panel's live region; a second one here would read them twice.
  const element = h(
    "div.log",
    { role: "log", "aria-live": "off", "aria-label": say("log"), tabindex: 0 },
    typing,
  );
  let items: Item[] = [];
  const answered = new Set<string | null>();
  let awaited = "";
  let atEnd = true;

  const toEnd = () => {
    element.scrollTop = element.scrollHeight;
    atEnd = true;
  };
  listen(element, "scroll", () => {
    atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
  });
  new ResizeObserver(() => atEnd && toEnd()).observe(element);

  const remove = (isGone: (item: Item) => boolean) => {
    for (const { node } of items.filter(isGone)) node.remove();
    items = items.filter((item) => !isGone(item));
    hideOldChoices(items, refocus);
  };
  const place = (item: Item) => {
    items = items.filter((other) => other !== item);
    const next = items.findIndex(({ seq }) => seq > item.seq);
    const at = next < 0 ? items.length : next;
    element.insertBefore(item.node, items[at]?.node ?? typing);
    items.splice(at, 0, item);
    hideOldChoices(items, refocus);
  };
  const settle = ({ standing }: Item) => {
    if (standing && holdsFocus(standing)) refocus();
    standing?.remove();
  };
  const itemOf = ({ id, text }: Outgoing): Item =>
    items.find((item) => item.id === id) ?? { id, seq: UNSENT, node: userMessage(text, say) };

  return {
    element,
    toEnd,
    addBot({ seq, reply_to: to }, node) {
      if (!seq) remove((item) => !item.seq);
      answered.add(to);
      if (to === awaited) typing.hidden = true;
      place({ seq, node });
      // A long answer is read from its beginning.
      if (atEnd && items[items.length - 1]?.node === node) element.scrollTop = node.offsetTop - 12;
    },
    addUser(event) {
      const item = itemOf(event);
      item.seq = event.seq;
      item.node.classList.remove("unsent");
      settle(item);
      place(item);
      if (atEnd) toEnd();
    },
    outgoing(message, delivery) {
      if (answered.has(message.id)) return;
      const item = itemOf(message);
      if (!items.includes(item)) {
        item.node.classList.add("unsent");
        place(item);
        atEnd = true;
      }
      awaited = message.id;
      typing.hidden = delivery.state === "waiting";
      if (delivery.state === "waiting") stand(item, delivery, say, retry);
      else settle(item);
      if (atEnd) toEnd();
    },
    remove: (id) => remove((item) => item.id === id),
    idle() {
      typing.hidden = true;
    },
    clear() {
      remove(({ seq }) => seq > 0);
      typing.hidden = true;
    },
  };
}
