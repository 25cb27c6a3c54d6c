/** The custom element: a launcher at once, and a panel when it is first opened. */

import { createLauncher } from "./launcher";
import { createPanel, type Panel } from "./panel";
import { readSettings } from "./settings";
import { createStore, type Store } from "./store";
import { dressHost, dressPanel } from "./styles";

/** What may be set on the element, and as data attributes of the script. */
export const ATTRIBUTES = [
  "server",
  "title",
  "position",
  "open",
  "theme",
  "lang",
  "emergency-number",
  "strings",
];

/** What is read once: a change builds everything anew. */
const BUILT_IN = ["server", "lang", "emergency-number", "strings"];

export class NeedlewiseChat extends HTMLElement {
  /** The address that the script came from: where the server is unless a page says otherwise. */
  static home = "";
  static readonly observedAttributes = ATTRIBUTES;

  private heading: string | null = null;
  private setTheme: ((theme: string | null) => void) | undefined;
  private launcher: HTMLElement | undefined;
  private panel: Panel | undefined;
  private store: Store | undefined;
  private isDressed = false;

  get open(): boolean {
    return this.hasAttribute("open");
  }

  set open(open: boolean) {
    this.toggleAttribute("open", open);
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.setTheme = dressHost(this.attachShadow({ mode: "open" }));
    this.setTheme?.(this.getAttribute("theme"));
    this.build();
  }

  disconnectedCallback(): void {
    this.tearDown();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (name === "title" && after !== null) {
      this.heading = after;
      this.removeAttribute(name); // it would hang a tooltip on everything
    }
    if (!this.launcher || before === after) return;
    if (name === "open") this.toggle(after !== null, true);
    else if (name === "theme") this.setTheme?.(after);
    else if (BUILT_IN.includes(name) || (name === "title" && after !== null)) {
      this.tearDown();
      this.build();
    }
  }

  private build(): void {
    const settings = readSettings(this, NeedlewiseChat.home, this.heading);
    const store = (this.store = createStore(settings.server));
    const left = store.get("open");
    if (left) this.open = left === "yes";
    this.launcher = createLauncher(settings, () => (this.open = true));
    this.root.append(this.launcher);
    // What was open on the last page is open again, and what was under way goes on.
    if (this.open) this.toggle(true, false);
    else if (store.get("outbox")) this.furnish();
  }

  private tearDown(): void {
    this.panel?.destroy();
    this.launcher?.remove();
    this.panel = this.launcher = undefined;
  }

  private get root(): ShadowRoot {
    return this.shadowRoot as ShadowRoot;
  }

  /** The panel, built where it is not yet. */
  private furnish(): Panel {
    if (!this.isDressed) dressPanel(this.root);
    this.isDressed = true;
    this.panel ??= createPanel({
      root: this.root,
      settings: readSettings(this, NeedlewiseChat.home, this.heading),
      store: this.store as Store,
      onClose: () => (this.open = false),
    });
    return this.panel;
  }

  private toggle(open: boolean, byHand: boolean): void {
    const launcher = this.launcher as HTMLElement;
    this.store?.set("open", open ? "yes" : "no");
    launcher.hidden = open;
    if (open) this.furnish().show(byHand);
    else {
      // Some browsers give a button that is clicked no focus; elsewhere on the page it stays.
      const wasHere = this.root.activeElement ?? document.activeElement === document.body;
      this.panel?.hide();
      if (wasHere) launcher.focus();
    }
  }
}
