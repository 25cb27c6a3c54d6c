#!/usr/bin/env bash
# Picture every state of the widget with the real assistant's answers; needs the model and the widget.
set -euo pipefail
cd "$(dirname "$0")/.."

PATH="$(scripts/node.sh):$PATH"
npm ci --prefix benchmarks/widget --ignore-scripts --no-audit --no-fund --silent
log=$(mktemp)
PORT="${PORT:-5305}" .venv/bin/python -m needlewise.serve > "$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -f "$log"' EXIT
until url=$(grep -o 'http://[^ ]*/webhooks/web/' "$log"); do
  kill -0 "$server" 2>/dev/null || { cat "$log" >&2; exit 1; }
  sleep 1
done
NEEDLEWISE_URL="$url" node benchmarks/widget/screenshots.mjs
