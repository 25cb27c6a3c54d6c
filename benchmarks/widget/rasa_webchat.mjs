// rasa-webchat on a page like our stub's, set up as its README says, with a socket.io server that
// greets and answers. Same host, same compression, same page.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { Server } from "socket.io";

const FILE = createRequire(import.meta.url).resolve("rasa-webchat/lib/index.js");
export const SCRIPT = readFileSync(FILE);
const PACKED = gzipSync(SCRIPT, { level: 9 });

// A file of its own: as inline code it would be the page, not the widget, that breaks the policy.
const START = `window.WebChat.default({
  socketUrl: location.origin, socketPath: "/socket.io/", initPayload: "/get_started",
  title: "Questions about microneedling", customData: { language: "en" },
}, null);`;
const page = (scripts) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Your clinic</title><link rel="icon" href="/icon">
<main><h1>Your clinic</h1><p>Microneedling is one of our treatments. <a href="/about">About us</a></p></main>
${scripts}</html>`;

const REPLIES = {
  "/get_started": {
    text: "Hello, this is a computer program that gives general information on microneedling.",
    quick_replies: [{ title: "How does it work?", payload: "How does it work?" }],
  },
};
const ANSWER = { text: "Fine, short needles make tiny pricks in the skin. The body then starts its own repair." };

const packed = (type) => ({ "Content-Type": type, "Content-Encoding": "gzip", "Cache-Control": "public, max-age=300" });

/** Starts it; resolves to `{url, plain, close}`: the page with the widget, and without any. */
export function startRasaWebchat() {
  const files = {
    "/": ["text/html", gzipSync(page('<script src="/rasa-webchat.js" defer></script><script src="/start.js" defer></script>'))],
    "/plain": ["text/html", gzipSync(page(""))],
    "/rasa-webchat.js": ["text/javascript", PACKED],
    "/start.js": ["text/javascript", gzipSync(START)],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? [];
    if (!body) return response.writeHead(204).end();
    response.writeHead(200, { ...packed(`${type}; charset=utf-8`), "Content-Security-Policy": "default-src 'self'" }).end(body);
  });
  const io = new Server(server);
  io.on("connection", (socket) => {
    socket.on("session_request", (data) => socket.emit("session_confirm", data?.session_id ?? socket.id));
    socket.on("user_uttered", ({ message }) => setTimeout(() => socket.emit("bot_uttered", REPLIES[message] ?? ANSWER), 150));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${server.address().port}/`;
      resolve({ url, plain: `${url}plain`, close: () => new Promise((done) => io.close(done)) });
    });
  });
}
