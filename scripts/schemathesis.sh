#!/usr/bin/env bash
# Make .tools/schemathesis, an environment of its own from schemathesis.lock: its needs clash with Rasa's.
# Does nothing when it is so already. Renew the lock with:
#   echo schemathesis | .tools/bin/uv pip compile --quiet --upgrade --python-version 3.10 --generate-hashes \
#     --no-emit-index-url --no-annotate --no-header - -o schemathesis.lock
set -euo pipefail
cd "$(dirname "$0")/.."

where=.tools/schemathesis
want=$(cksum < schemathesis.lock)
if [ -x "$where/bin/schemathesis" ] && [ "$(cat "$where/.installed" 2>/dev/null)" = "$want" ]; then exit 0; fi
[ -x .tools/bin/uv ] || { echo "Run make install first: it brings uv." >&2; exit 1; }
.tools/bin/uv venv --quiet --clear --python .venv/bin/python "$where"
.tools/bin/uv pip sync --quiet --require-hashes schemathesis.lock --python "$where/bin/python"
printf '%s' "$want" > "$where/.installed"
