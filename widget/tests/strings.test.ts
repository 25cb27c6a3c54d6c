import { expect, test, vi } from "vitest";
import { createSay, english, type Strings } from "../src/strings";

const code = Object.entries(
  import.meta.glob<string>("../src/*.ts", { query: "?raw", import: "default", eager: true }),
).map(([path, text]) => [path.replace(/.*\//, ""), text] as const);

test("every string is used, and every string that is used is there", () => {
  const elsewhere = code.filter(([name]) => name !== "strings.ts").map(([, text]) => text).join();
  const unused = Object.keys(english).filter((name) => !elsewhere.includes(`"${name}"`));
  // These are said by what a state is called.
  expect(unused).toEqual([]);
  for (const [, name] of elsewhere.matchAll(/\bsay\("(\w+)"/g)) expect(english).toHaveProperty([name as string]);
});

test("no string is empty or is written for developers", () => {
  for (const text of Object.values(english)) expect(text).toMatch(/^[A-Z{y][^<>_]+$/);
});

test("nothing that people read stands in the code", () => {
  const sentence = /["`][A-Z][a-z]+ [a-z]+ [a-z ]+[."`]/;
  for (const [name, text] of code) {
    if (name !== "strings.ts") expect(`${name}: ${sentence.exec(text)?.[0]}`).toBe(`${name}: undefined`);
  }
});

test("the words for an emergency are in what is shown when nothing works", () => {
  expect(createSay(null)("emergency", { number: english.localEmergency })).toContain(
    "call your local emergency number",
  );
});

test("fills blanks, and leaves those that it has nothing for", () => {
  const say = createSay(null);
  expect(say("counter", { used: 900, most: 1000 })).toBe("900 of 1000 characters");
  expect(say("counter")).toContain("{used}");
});

test("other words may be given for any of them", () => {
  const words: Partial<Strings> = { send: "Senden", counter: "{used} von {most}" };
  const say = createSay(JSON.stringify(words));
  expect([say("send"), say("counter", { used: 1, most: 2 }), say("close")]).toEqual([
    "Senden",
    "1 von 2",
    "Close",
  ]);
});

test.each(["{broken", "null", "7", '"x"'])("overrides %s leave English", (text) => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  expect(createSay(text)("send")).toBe("Send");
});
