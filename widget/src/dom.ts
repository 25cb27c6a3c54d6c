/** Building nodes; the only way in which this widget makes any. */

type Child = Node | string | false | null | undefined;
type Value = string | number | boolean | null | undefined | ((event: never) => void);

/**
 * An element with attributes, listeners (`onclick: function`) and children.
 * `true` sets an empty attribute; `false`, `null` and `undefined` leave it out.
 * @param selector the element's name and classes: `p.mark.urgent`.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  selector: K | `${K}.${string}`,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const [name, ...classes] = selector.split(".");
  const element = document.createElement(name as K);
  if (classes[0]) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value as EventListener);
    else if (value || value === 0) element.setAttribute(key, value === true ? "" : `${value}`);
  }
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Drawn with strokes in a box of 24 by 24. */
const PATHS = {
  chat: "M5 18.5 3.5 21l4.3-1A9 9 0 1 0 5 18.5M8.5 12h.01M12 12h.01M15.5 12h.01",
  close: "M6 6l12 12M18 6 6 18",
  send: "M12 20V5M5.5 11 12 4.5l6.5 6.5",
  up: "M7 11v9H3.5v-9zm0 0 4-8c3 0 2 4 1.6 6H19a2 2 0 0 1 1.9 2.5l-1.6 7A2 2 0 0 1 17.4 20H7",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  sheet: "M6 3h8l4 4v14H6zM9 11h6M9 14h6M9 17h4",
  restart: "M4 5v5h5M4.6 15a8 8 0 1 0 .6-7.5L4 10",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
  alert: "M12 4 2.5 20h19zM12 10v4M12 17h.01",
  phone: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4c0 1-1 1.5-2 1.5C10.5 20 4 13 3.5 6 3.5 5 4 4 5 4",
  scales: "M12 4v16M8 20h8M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
  unknown: "M12 3a9 9 0 1 0 .01 0M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .9-1 1.7M12 17h.01",
  print: "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",
};

export type IconName = keyof typeof PATHS;

/** A picture beside words; never the only thing that says something. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button of ours: never submits, always has words (seen, or as its label).
 * @param classes separated by points.
 */
export function button(
  classes: string,
  onclick: () => void,
  attributes: Record<string, Value>,
  ...children: Child[]
): HTMLButtonElement {
  return h(`button.${classes}`, { type: "button", onclick, ...attributes }, ...children);
}

/** Whether the keyboard is in here. */
export function holdsFocus(node: Node): boolean {
  return node.contains((node.getRootNode() as ShadowRoot | Document).activeElement);
}

/** Listens; returns how to stop. */
export function listen<E extends Event>(
  target: EventTarget | null,
  type: string,
  listener: (event: E) => void,
): () => void {
  target?.addEventListener(type, listener as EventListener);
  return () => target?.removeEventListener(type, listener as EventListener);
}
