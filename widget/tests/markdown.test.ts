import { describe, expect, test } from "vitest";
import { h } from "../src/dom";
import { markdown, plain } from "../src/markdown";
import injections from "./injections.json";

const render = (text: string) => h("div", {}, ...markdown(text));
const shape = (text: string) => markdown(text).map((block) => block.outerHTML).join("");

describe("markdown", () => {
  test.each([
    ["plain words", "<p>plain words</p>"],
    ["one\ntwo", "<p>one</p><p>two</p>"],
    ["one\r\n\r\ntwo", "<p>one</p><p>two</p>"],
    ["**bold** word", "<p><strong>bold</strong> word</p>"],
    ["an *emphasis*", "<p>an <em>emphasis</em></p>"],
    ["**bold with *emphasis* in it**", "<p><strong>bold with <em>emphasis</em> in it</strong></p>"],
    ["- one\n- two", "<ul><li>one</li><li>two</li></ul>"],
    ["before\n- one\nafter", "<p>before</p><ul><li>one</li></ul><p>after</p>"],
    ["5*3 and 4*2", "<p>5*3 and 4*2</p>"],
    ["a ** b ** c", "<p>a ** b ** c</p>"],
    ["[no link]", "<p>[no link]</p>"],
    ["-10 degrees", "<p>-10 degrees</p>"],
    ["", ""],
  ])("%j", (text, html) => {
    expect(shape(text)).toBe(html);
  });

  test.each(["https://example.org/a?b=c", "http://example.org/", "mailto:a@example.org", "tel:112"])(
    "links to %s, which learns nothing of the page",
    (address) => {
      const link = render(`see [this](${address}).`).querySelector("a");
      expect(link?.href).toBe(address);
      expect(link?.rel).toBe("noopener noreferrer");
      expect(link?.textContent).toBe("this");
    },
  );

  test("a link that is not safe stays as it was written", () => {
    const text = "see [this](javascript:alert(1))";
    expect(render(text).textContent).toBe(text);
  });

  test("plain words for the clipboard", () => {
    expect(plain("Some **bold** words:\n- one\n- [two](https://example.org)")).toBe(
      "Some bold words:\n- one\n- two",
    );
  });

  test("does not take long over hostile text", () => {
    const begin = performance.now();
    for (const piece of ["[", "*", "**a", "[a](", "- "]) render(piece.repeat(4000));
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

describe("injections", () => {
  test("there are at least 100", () => {
    expect(new Set(injections).size).toBeGreaterThanOrEqual(100);
  });

  const ALLOWED = ["P", "UL", "LI", "STRONG", "EM", "A"];

  test.each(injections)("%j makes nothing that runs", (text) => {
    for (const element of render(text).querySelectorAll("*")) {
      expect(ALLOWED).toContain(element.tagName);
      for (const { name, value } of element.attributes) {
        expect(["href", "rel", "target"]).toContain(name);
        if (name === "href") expect(value).toMatch(/^(https?:\/\/|mailto:|tel:)/);
      }
    }
  });

  test.each(injections)("%j keeps its words", (text) => {
    const bare = (words: string) => words.replace(/[\s*[\]()-]/g, "");
    const links = [...render(text).querySelectorAll("a")];
    if (!links.length) expect(bare(render(text).textContent ?? "")).toBe(bare(text));
  });
});
