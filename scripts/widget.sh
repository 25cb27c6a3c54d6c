#!/usr/bin/env bash
# Build widget/dist/needlewise.js. Does nothing when it was built from just these sources.
set -euo pipefail
cd "$(dirname "$0")/.."

built=widget/dist/needlewise.js stamp=widget/dist/.built
want=$(find widget/src widget/package-lock.json widget/vite.config.ts scripts/widget.sh -type f | LC_ALL=C sort | xargs cat | cksum)
if [ -f "$built" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then exit 0; fi

PATH="$(scripts/node.sh):$PATH"
if [ ! -d widget/node_modules ] || [ widget/package-lock.json -nt widget/node_modules/.package-lock.json ]; then
  echo "  widget: what builds it"
  npm ci --prefix widget --no-audit --no-fund --silent \
    || { echo "The packages that build the widget could not be fetched. Check the network and npm's registry, then try again." >&2; exit 1; }
fi
(cd widget && npm run --silent build -- --logLevel warn)
printf '%s' "$want" > "$stamp"
echo "  widget: built, $(gzip -9c "$built" | wc -c) bytes gzipped"
