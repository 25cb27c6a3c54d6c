#!/usr/bin/env bash
# Print the folder of a Node.js (20.19 or later) with npm: the machine's own, else one of our own from node.lock.
set -euo pipefail
cd "$(dirname "$0")/.."

new_enough='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
if command -v npm >/dev/null 2>&1 && node -e "$new_enough" >/dev/null 2>&1; then
  dirname "$(command -v node)"
  exit 0
fi
if [ ! -x .tools/node/bin/npm ]; then
  echo "  widget: Node.js, which builds it (some 60 MB)" >&2
  .venv/bin/python -m venv .tools/node
  .tools/node/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r node.lock \
    || { echo "Node.js could not be fetched. Install Node.js 20.19 or later with npm, then try again." >&2; exit 1; }
fi
echo "$PWD/.tools/node/bin"
