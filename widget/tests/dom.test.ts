import { expect, test, vi } from "vitest";
import { button, h, icon, listen } from "../src/dom";

test("builds elements with classes, attributes, listeners and children", () => {
  const onclick = vi.fn();
  const made = h("p.one.two", { id: "x", hidden: true, tabindex: 0, title: null, lang: false, onclick }, "words", null, false, undefined, h("b"));
  expect(made.outerHTML).toBe('<p class="one two" id="x" hidden="" tabindex="0">words<b></b></p>');
  made.click();
  expect(onclick).toHaveBeenCalledOnce();
});

test("takes words as words", () => {
  expect(h("p", { title: '"><i>' }, "<i>").children).toHaveLength(0);
});

test("buttons submit nothing and have no empty class", () => {
  expect(button("", () => undefined, {}, "x").outerHTML).toBe('<button type="button">x</button>');
});

test("pictures are not read out", () => {
  expect(icon("chat").getAttribute("aria-hidden")).toBe("true");
});

test("listens until told to stop", () => {
  const heard = vi.fn();
  const stop = listen(document, "x", heard);
  document.dispatchEvent(new Event("x"));
  stop();
  document.dispatchEvent(new Event("x"));
  expect(heard).toHaveBeenCalledOnce();
  listen(null, "x", heard)();
});
