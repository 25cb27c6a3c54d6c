#!/usr/bin/env bash
# Make .venv with CPython 3.10 and exactly what requirements.lock names. Does nothing when it is so already.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/.installed
want=$(cat requirements.lock tools.lock scripts/install.sh | cksum)
if [ -x .venv/bin/rasa ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then exit 0; fi

started=$SECONDS
say() { printf '  install: %s\n' "$*"; }
stop() { printf '\nNeedlewise cannot be installed: %s\n' "$*" >&2; exit 1; }

# uv, in a folder of its own: it finds an interpreter, or brings one, and installs from the lock.
if [ ! -x .tools/bin/uv ]; then
  say "uv"
  python=$(for name in python3 python3.13 python3.12 python3.11 python3.10; do
    command -v "$name" >/dev/null 2>&1 && "$name" -c 'import venv, ensurepip' 2>/dev/null && echo "$name" && break
  done) || true
  [ -n "$python" ] || stop "no Python 3 with the venv module was found. Install one (on Debian: apt-get install python3-venv)."
  "$python" -m venv .tools
  .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools.lock \
    || stop "uv could not be fetched. Check the network and the package index, then try again."
fi

# CPython 3.10: the one that uv sees (pyenv's shims and PATH included), else pyenv's own folder, else uv brings one.
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then
  rm -rf .venv
  pyenv_python=$(ls "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python 2>/dev/null | tail -n 1 || true)
  say "a virtual environment with CPython 3.10"
  .tools/bin/uv venv --quiet --no-python-downloads --python 3.10 .venv 2>/dev/null \
    || { [ -n "$pyenv_python" ] && .tools/bin/uv venv --quiet --python "$pyenv_python" .venv; } \
    || .tools/bin/uv venv --quiet --python 3.10 .venv \
    || stop "Rasa 3.6 needs CPython 3.10 and none was found or could be fetched. Install it (pyenv install 3.10, or your system's python3.10), then try again."
fi

say "packages from requirements.lock (some 2.5 GB, mostly TensorFlow, which Rasa imports)"
.tools/bin/uv pip sync --quiet --require-hashes requirements.lock --python .venv/bin/python \
  || stop "the packages could not be installed. Read the message above; a full disk and a broken network are the usual causes."

# For whoever works in the activated environment: no telemetry, no chatter from TensorFlow.
cat >> .venv/bin/activate <<'ENV'
export RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1
ENV
printf '%s' "$want" > "$stamp"
say "done after $((SECONDS - started)) s"
