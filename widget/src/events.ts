/** What the channel sends: the events of a conversation. */

export interface UserEvent {
  seq: number;
  type: "user";
  at: string;
  /** The client's own id of the message. */
  id: string;
  text: string;
}

export interface Source {
  article: string;
  title: string;
  section: string;
}

export interface Titled {
  id: string;
  title: string;
}

export interface BotEvent {
  seq: number;
  type: "bot";
  at: string;
  reply_to: string | null;
  kind:
    | "answer"
    | "disagreement"
    | "not_covered"
    | "boundary"
    | "red_flag"
    | "self_check"
    | "greeting"
    | "problem";
  text: string;
  sources: Source[];
  disagreements: Titled[];
  not_covered: Titled[];
  choices: { title: string }[];
  level: "emergency" | "same_day" | null;
  caution: string | null;
  call: { label: string; number: string } | null;
  review: "draft" | "approved";
  questions: string[];
}

const NOTHING = { sources: [], disagreements: [], not_covered: [], choices: [], questions: [] };

/** The event with its lists, also where a server leaves empty ones out. */
export function complete<T extends { type: string }>(event: T): T {
  return event.type === "bot" ? { ...NOTHING, ...event } : event;
}

export interface RestartEvent {
  seq: number;
  type: "restart";
  at: string;
}

/** Only on the stream: the conversation is gone. */
export interface DeletedEvent {
  type: "deleted";
}

export type ChatEvent = UserEvent | BotEvent | RestartEvent;

/** A message of the patient's that the server has not answered for yet. */
export interface Outgoing {
  id: string;
  text: string;
}
