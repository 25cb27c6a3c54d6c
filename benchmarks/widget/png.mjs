// Makes a PNG smaller, with no change that an eye can see: flat colours and letters pack best
// unfiltered, and without the lowest bit of each colour.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = 8;

function* chunks(png) {
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [l, u, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return l <= u && l <= c ? left : u <= c ? up : corner;
}

const FILTERS = [() => 0, (left) => left, (left, up) => up, (left, up) => (left + up) >> 1, paeth];

/** Takes the filters off the rows, in place: each becomes a row of filter 0. */
function unfilter(rows, length, step) {
  for (let start = 0; start < rows.length; start += length) {
    const guess = FILTERS[rows[start]];
    rows[start] = 0;
    for (let i = 1; i < length; i++) {
      const left = i > step ? rows[start + i - step] : 0;
      const up = start ? rows[start + i - length] : 0;
      const corner = start && i > step ? rows[start + i - length - step] : 0;
      rows[start + i] += guess(left, up, corner); // a byte: it wraps by itself
    }
  }
  return rows;
}

const COARSER = 0xfe;

/** The picture, packed again; as it was where it is not 8 bit RGB or RGBA. */
export function repack(png) {
  const parts = [...chunks(png)];
  const header = parts.find(({ type }) => type === "IHDR").data;
  const step = { 2: 3, 6: 4 }[header[9]];
  if (!step || header[8] !== 8 || header[12]) return png;
  const pixels = parts.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const rows = unfilter(inflateSync(Buffer.concat(pixels)), header.readUInt32BE(0) * step + 1, step);
  const packed = deflateSync(rows.map((byte) => byte & COARSER), { level: 9 });
  return Buffer.concat([png.subarray(0, SIGNATURE), chunk("IHDR", header), chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))]);
}
