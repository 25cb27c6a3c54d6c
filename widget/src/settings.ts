/** What a page may set, by attributes of the element or data attributes of the script. */

import { createSay, type Say } from "./strings";

export interface Settings {
  /** The channel's base address, without a slash at its end. */
  server: string;
  title: string;
  /** The clinic's emergency number, where the page names one. */
  emergencyNumber: string | null;
  lang: string;
  /** null: as the page has it. */
  direction: "ltr" | "rtl" | null;
  say: Say;
}

const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i;

/**
 * @param home where the script came from.
 * @param title kept apart: as an attribute it would hang a tooltip on everything.
 */
export function readSettings(host: Element, home: string, title: string | null): Settings {
  const lang = host.getAttribute("lang");
  const say = createSay(host.getAttribute("strings"));
  return {
    server: new URL(host.getAttribute("server") || home, document.baseURI).href.replace(/\/$/, ""),
    title: title || say("title"),
    emergencyNumber: host.getAttribute("emergency-number"),
    lang: lang || "en", // as the strings are, whatever the page is in
    direction: lang ? (RIGHT_TO_LEFT.test(lang) ? "rtl" : "ltr") : null,
    say,
  };
}

/** The sentence on emergencies, with the clinic's number where it is known. */
export function emergencySentence({ say, emergencyNumber }: Settings): string {
  return say("emergency", { number: emergencyNumber || say("localEmergency") });
}

/** A link that dials a number; empty where there is nothing to dial. */
export function dial(number: string): string {
  const digits = number.replace(/[^\d+*]/g, "");
  return digits && `tel:${digits}`;
}
