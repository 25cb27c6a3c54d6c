/** The panel: everything behind the launcher, built when it is first needed. */

import { createClient, failureFrom } from "./client";
import { createComposer } from "./composer";
import { createConfirm } from "./confirm";
import { type Conversation, createConversation } from "./conversation";
import { h } from "./dom";
import type { BotEvent } from "./events";
import { type Desk, feedback, type Rating } from "./feedback";
import { createFrame } from "./frame";
import { greetingOf } from "./greeting";
import { createActions, createHeader } from "./header";
import { createLive, type Live } from "./live";
import { createLog } from "./log";
import { botMessage, wordsOf } from "./message";
import type { Settings } from "./settings";
import { openSheet } from "./sheet";
import { readJson, type Store } from "./store";
import { summarise } from "./summary";
import type { Clearing } from "./view";

export interface Panel {
  /** @param focus whether the keyboard goes to where one writes. */
  show(focus: boolean): void;
  hide(): void;
  destroy(): void;
}

export interface Host {
  root: ShadowRoot;
  settings: Settings;
  store: Store;
  /** The panel asks to be closed. */
  onClose(): void;
}

const NOT_RATED: readonly string[] = ["problem", "self_check"];

/** Does something that may fail, and says so where it does; whether it was done. */
async function attempt({ tell }: Live, { say }: Settings, task: Promise<unknown>): Promise<boolean> {
  try {
    await task;
    return true;
  } catch (error) {
    const { status, retryAfter, message } = failureFrom(error);
    const wait = retryAfter ? say("tryIn", { seconds: retryAfter }) : say("tryLater");
    if (status !== 401) tell(status < 500 && !retryAfter && message ? message : wait);
    return false;
  }
}

function createDesk({ settings, store }: Host, live: Live, conversation: () => Conversation): Desk {
  const ratings = () => readJson<Record<string, Rating>>(store, "ratings", {});
  return {
    say: settings.say,
    announce: live.announce,
    tell: live.tell,
    ratingOf: (event) => ratings()[event] ?? null,
    async rate(event, rating, comment) {
      const done = await attempt(live, settings, conversation().rate(event, rating, comment));
      if (done) {
        store.set("ratings", JSON.stringify({ ...ratings(), [event]: rating ?? undefined }));
      }
      return done;
    },
  };
}

export function createPanel(host: Host): Panel {
  const { root, settings, store } = host;
  const { say } = settings;
  const live = createLive(settings);
  const composer = createComposer(say, store, ask, live.announce);
  const log = createLog(say, () => conversation.hurry(), composer.focus);
  const desk = createDesk(host, live, () => conversation);
  const unheard: string[] = [];
  let isShown = false;
  let greeted: "no" | "asking" | "yes" = "no";

  const conversation = createConversation(createClient(settings.server), store, {
    add(event, fresh) {
      if (event.type === "user") return log.addUser(event);
      addBot(event);
      if (fresh) unheard.push([`${say("assistant")}:`, ...wordsOf(event, say)].join(" "));
      hear();
    },
    outgoing: log.outgoing,
    refused(message, { message: why }) {
      log.remove(message.id);
      composer.giveBack(message.text);
      live.tell(say("refused", { why: why || say("tryLater") }));
    },
    idle: log.idle,
    clear,
    health(health) {
      live.health(health);
      if (health === "ok" && isShown) void greet();
    },
  });

  const confirm = createConfirm(say, (open) => (main.inert = open), async () => {
    if (await attempt(live, settings, conversation.erase())) composer.focus();
  });
  const main = h(
    "div.main",
    {},
    createHeader(settings, host.onClose),
    log.element,
    live.bars,
    composer.element,
    createActions(settings, sheet, restart, confirm.ask),
  );
  const escape = () => (main.inert ? confirm.close() : host.onClose());
  const frame = createFrame(settings, [main, live.region, confirm.element], escape, host.onClose);

  /** Reads out what came, once there is somebody to hear it. */
  function hear() {
    if (isShown) unheard.splice(0).forEach(live.announce);
  }

  function addBot(event: BotEvent) {
    const tools = event.seq && !NOT_RATED.includes(event.kind) ? feedback(event, desk) : null;
    log.addBot(event, botMessage(event, settings, ask, tools));
  }

  function ask(text: string) {
    live.tell("");
    conversation.send(text);
    composer.focus();
  }

  function clear(why: Clearing) {
    log.clear();
    if (why === "deleted") composer.clear();
    if (why === "deleted" || why === "ended") live.tell(say(why));
  }

  async function greet() {
    if (greeted !== "no") return;
    greeted = "asking";
    const event = await conversation.greeting();
    greeted = event ? "yes" : "no";
    addBot(event ?? greetingOf(settings));
  }

  function sheet(opener: HTMLElement) {
    const summary = summarise(conversation.events());
    if (summary.isEmpty) live.tell(say("sheetEmpty"));
    else openSheet(root, summary, settings, () => opener.focus());
  }

  async function restart() {
    if (await attempt(live, settings, conversation.restart())) live.tell(say("restarted"));
    composer.focus();
  }

  root.append(frame.element);
  conversation.start();
  return {
    show(focus) {
      isShown = true;
      frame.show();
      log.toEnd();
      if (focus) composer.focus();
      hear();
      conversation.open(true);
      void greet();
    },
    hide() {
      isShown = false;
      confirm.close();
      frame.hide();
      conversation.open(false);
    },
    destroy() {
      conversation.stop();
      frame.destroy();
    },
  };
}
