/** What the panel says beside the messages: sentences read out, and two bars of words. */

import type { Health } from "./health";
import { h, icon } from "./dom";
import { emergencySentence, type Settings } from "./settings";

const KEPT = 5; // sentences that stay in the live region

export interface Live {
  /** The live region; read out once whatever is added. */
  region: HTMLElement;
  /** Offline and server-down words, and notices. */
  bars: HTMLElement;
  announce(words: string): void;
  /** Shows and reads out; empty words take the notice away. */
  tell(words: string): void;
  health(health: Health): void;
}

export function createLive(settings: Settings): Live {
  const { say } = settings;
  const region = h("div.hidden", { role: "status", "aria-live": "polite" });
  const outage = h("p.outage", { hidden: true });
  const notice = h("p.notice", { hidden: true });
  let current: Health = "ok";
  const announce = (words: string) => {
    region.append(h("p", {}, words));
    if (region.children.length > KEPT) region.firstElementChild?.remove();
  };
  return {
    region,
    bars: h("div.bars", {}, outage, notice),
    announce,
    tell(words) {
      notice.textContent = words;
      notice.hidden = !words;
      if (words) announce(words);
    },
    health(health) {
      if (health === current) return;
      current = health;
      outage.hidden = health === "ok";
      if (health === "ok") return;
      const words = `${say(health)} ${emergencySentence(settings)}`;
      outage.replaceChildren(icon("alert"), h("span", {}, words));
      announce(words);
    },
  };
}
