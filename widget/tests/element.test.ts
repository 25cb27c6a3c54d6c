import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { NeedlewiseChat } from "../src/element";
import { bot } from "./make";

beforeAll(() => {
  NeedlewiseChat.home = "https://clinic.example/webhooks/web/";
  customElements.define("needlewise-chat", NeedlewiseChat);
});

const calls: string[] = [];

beforeEach(() => {
  calls.length = 0;
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("CSSStyleSheet", undefined); // as before Safari 16.4: the other way is tried in browsers
  vi.stubGlobal("fetch", (address: string) => {
    calls.push(new URL(address).pathname.replace("/webhooks/web", ""));
    const answer = address.endsWith("/greeting") ? bot(0, { kind: "greeting", text: "Hello." }) : { events: [] };
    return Promise.resolve(new Response(JSON.stringify(answer)));
  });
});
afterEach(() => document.body.replaceChildren());

function put(attributes: Record<string, string> = {}) {
  const chat = document.createElement("needlewise-chat") as NeedlewiseChat;
  for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, value);
  document.body.append(chat);
  const find = <T extends HTMLElement>(selector: string) => chat.shadowRoot?.querySelector<T>(selector) ?? null;
  return { chat, find };
}

const settle = () => new Promise((done) => setTimeout(done, 20));

describe("the element", () => {
  test("is a launcher only, and asks for nothing, until it is opened", async () => {
    const { find } = put();
    await settle();
    expect(find(".launcher")?.localName).toBe("button");
    expect(find(".panel")).toBeNull();
    expect(calls).toEqual([]);
  });

  test("opens by its button, with the keyboard where one writes", async () => {
    const { chat, find } = put();
    find(".launcher")?.click();
    expect(chat.open).toBe(true);
    expect(find(".launcher")?.hidden).toBe(true);
    expect(chat.shadowRoot?.activeElement?.localName).toBe("textarea");
    await settle();
    expect(find("article.greeting")?.textContent).toContain("Hello.");
    expect(calls).toEqual(["/greeting"]);
  });

  test("closes by Escape, with the keyboard back on the launcher", () => {
    const { chat, find } = put();
    chat.open = true;
    find("textarea")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect(chat.open).toBe(false);
    expect(find<HTMLDialogElement>(".panel")?.open).toBe(false);
    expect(chat.shadowRoot?.activeElement).toBe(find(".launcher"));
  });

  test("is open on the next page where it was open on the last", () => {
    put().chat.open = true;
    document.body.replaceChildren();
    expect(put().chat.open).toBe(true);
  });

  test("stays closed where it was closed, although the page opens it", () => {
    put({ open: "" }).chat.open = false;
    document.body.replaceChildren();
    expect(put({ open: "" }).chat.open).toBe(false);
  });

  test("hangs no tooltip on everything", () => {
    const { chat, find } = put({ title: "Ask us", open: "" });
    expect(chat.hasAttribute("title")).toBe(false);
    expect(find("#title")?.textContent).toBe("Ask us");
    chat.setAttribute("title", "Ask them");
    expect(find("#title")?.textContent).toBe("Ask them");
  });

  test("can be taken away and put elsewhere", async () => {
    const { chat, find } = put({ open: "" });
    await settle();
    const other = document.createElement("div");
    document.body.append(other);
    other.append(chat);
    await settle();
    expect(chat.shadowRoot?.querySelectorAll(".launcher, .panel")).toHaveLength(2);
    expect(find("article.greeting")).not.toBeNull();
  });

  test("keeps a draft", () => {
    const { find, chat } = put({ open: "" });
    const input = find<HTMLTextAreaElement>("textarea");
    if (input) input.value = "half a question";
    input?.dispatchEvent(new Event("input"));
    chat.remove();
    expect(put().find<HTMLTextAreaElement>("textarea")?.value).toBe("half a question");
  });

  test("keeps words that are too many, and says how many too many", () => {
    const { find } = put({ open: "" });
    const input = find<HTMLTextAreaElement>("textarea");
    if (!input) throw new Error("no input");
    for (const [text, shown] of [
      ["x".repeat(799), null],
      ["x".repeat(800), "800 of 1000 characters"],
      ["😀".repeat(1000), "1000 of 1000 characters"],
      ["x".repeat(1012), "12 characters too many. Please shorten your question."],
    ] as const) {
      input.value = text;
      input.dispatchEvent(new Event("input"));
      const counter = find("#counter");
      expect(counter?.hidden ? null : counter?.textContent).toBe(shown);
    }
    find("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    expect(input.value).toHaveLength(1012);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });
});
