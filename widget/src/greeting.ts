/** What is said before anything is asked, where the server cannot be reached for its own words. */

import { type BotEvent, complete } from "./events";
import { emergencySentence, type Settings } from "./settings";

export function greetingOf(settings: Settings): BotEvent {
  const text = `${settings.say("greeting")}\n${emergencySentence(settings)}`;
  return complete({ seq: 0, type: "bot", kind: "greeting", text } as BotEvent);
}
