// Prints what the built widget weighs, gzipped, and fails where it is over the limit.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 15_000;
const script = readFileSync(new URL("../dist/needlewise.js", import.meta.url));
const bytes = gzipSync(script, { level: 9 }).length;
console.log(`needlewise.js: ${bytes} bytes gzipped (${script.length} plain), at most ${MOST_BYTES}`);
process.exit(bytes > MOST_BYTES ? 1 : 0);
