// A small stand-in for the channel, for trying the widget without Rasa: `npm run dev`.
// POST /control {"mode": "ok"|"down"|"busy"|"ended"|"mute", "delay": ms} changes how it behaves.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { answerTo, EMPTY, GREETING } from "./stub_answers.mjs";

const BASE = "/webhooks/web";
const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const page = (lang, extra) => `<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Your clinic</title><link rel="icon" href="${BASE}/icon">
<main><h1>Your clinic</h1><p>Microneedling is one of our treatments. <a href="${BASE}/about">About us</a></p></main>
<script src="${BASE}/needlewise.js" defer ${extra}></script></html>`;

/** Starts it; resolves to `{url, state, close, cut}`. */
export function startStub(port = 0) {
  const state = { mode: "ok", delay: 150, sessions: new Map(), calls: [], streams: new Set(), comments: [] };
  const server = createServer((request, response) => void handle(request, response, state));
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${server.address().port}${BASE}`;
      const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
      const cut = () => server.closeAllConnections();
      resolve({ url, state, close, cut });
    });
  });
}

function emit(session, event) {
  const full = { ...event, seq: ++session.last, at: new Date().toISOString() };
  session.events.push(full);
  for (const send of session.streams) send(full);
  return full;
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

const refuse = (response, status, code, message, headers) => json(response, status, { error: { code, message } }, headers);

async function handle(request, response, state) {
  const url = new URL(request.url, "http://stub");
  const path = url.pathname.replace(BASE, "");
  const name = `${request.method} ${path}`;
  let raw = "";
  for await (const piece of request) raw += piece;
  const body = raw ? JSON.parse(raw) : {};
  if (name === "POST /control") return Object.assign(state, body), json(response, 204);
  if (STATIC[name]) return STATIC[name](response, url);
  state.calls.push(name);
  if (state.mode === "down") return refuse(response, 503, "down", "The assistant is starting.");
  if (state.mode === "busy") return refuse(response, 429, "rate", "Too many questions at once.", { "Retry-After": "3" });
  if (name === "GET /greeting") return json(response, 200, { ...EMPTY, ...GREETING, seq: 0 });
  if (name === "POST /sessions") {
    const token = randomUUID();
    state.sessions.set(token, { events: [], last: 0, streams: new Set(), done: new Map() });
    return json(response, 201, { token, expires_at: "2099-01-01T00:00:00Z", limits: { characters: 1000 } });
  }
  const token = (request.headers.authorization ?? "").slice(7);
  if (state.mode === "ended") state.sessions.clear(), (state.mode = "ok");
  const session = state.sessions.get(token);
  if (!session) return refuse(response, 401, "ended", "This conversation has ended.");
  return CALLS[name]?.({ request, response, url, body, session, state, token }) ?? (CALLS[name] || refuse(response, 404, "not_found", "There is nothing here."));
}

const STATIC = {
  "GET /": (response, url) => html(response, page(url.searchParams.get("lang") ?? "en", decodeURIComponent(url.searchParams.get("data") ?? ""))),
  "GET /about": (response) => html(response, page("en", "")),
  "GET /icon": (response) => json(response, 204),
  "GET /needlewise.js"(response) {
    response.writeHead(200, { "Content-Type": "text/javascript", "Content-Encoding": "gzip", "Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*" });
    response.end(gzipSync(readFileSync(new URL("../dist/needlewise.js", import.meta.url))));
  },
};

function html(response, text) {
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY });
  response.end(text);
}

const CALLS = {
  async "POST /messages"({ response, body, session, state }) {
    if (Array.from(body.text).length > 1000) return refuse(response, 413, "too_long", "Please write at most 1,000 characters.");
    if (body.text.startsWith("/")) return refuse(response, 422, "command", "A question cannot begin with a slash.");
    const events = session.done.get(body.id) ?? answer(session, state, body);
    session.done.set(body.id, events);
    json(response, 200, { events: await events });
  },
  "GET /history": ({ response, url, session }) => json(response, 200, { events: session.events.filter(({ seq }) => seq > +url.searchParams.get("after")), last: session.last }),
  "GET /events"({ request, response, url, session, state }) {
    if (state.mode === "mute") return refuse(response, 500, "broken", "No streams here.");
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    const send = (event) => response.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    response.write(": hello\n\n");
    session.events.filter(({ seq }) => seq > +url.searchParams.get("after")).forEach(send);
    session.streams.add(send);
    const ping = setInterval(() => response.write(": ping\n\n"), 15_000);
    request.on("close", () => (clearInterval(ping), session.streams.delete(send)));
    response.on("close", () => (clearInterval(ping), session.streams.delete(send)));
  },
  "POST /feedback": ({ response, body, state }) => (state.comments.push(body), json(response, 204)),
  "POST /restart"({ response, session }) {
    session.events = [];
    json(response, 200, { events: [emit(session, { type: "restart" })] });
  },
  "DELETE /conversation"({ response, session, state, token }) {
    for (const send of session.streams) send({ type: "deleted" });
    state.sessions.delete(token);
    json(response, 204);
  },
};

async function answer(session, state, { id, text }) {
  const said = emit(session, { type: "user", id, text });
  await new Promise((done) => setTimeout(done, state.delay));
  return [said, emit(session, { ...EMPTY, ...answerTo(text), reply_to: id })];
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { url } = await startStub(Number(process.env.PORT ?? 5190));
  console.log(`${url}/`);
}
