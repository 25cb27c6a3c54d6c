# Needlewise. `make help` is the manual; every target makes what it needs, and nothing twice.
PYTHON := .venv/bin/python
RASA := RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1 $(PYTHON) -W ignore -m rasa

.DEFAULT_GOAL := help
.PHONY: help install encoder train widget run chat validate lint test evaluate bench-understanding bench-widget screenshots lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 24

run: install widget ## everything to an answering assistant on HOST:PORT (127.0.0.1:5005), with a page to open
	@exec $(PYTHON) -m needlewise.serve

test: install encoder train widget ## all tests
	@$(PYTHON) -m pytest

install: ## the virtual environment, from requirements.lock
	@scripts/install.sh

encoder: install ## the sentence encoder, built from its weights
	@$(PYTHON) -m needlewise.understanding.prepare_encoder

train: encoder ## the model, when none matches the content
	@$(PYTHON) -m needlewise.model

widget: install ## the website widget, widget/dist/needlewise.js
	@scripts/widget.sh

chat: train ## talk to it in the terminal
	@$(RASA) shell --model models/needlewise.tar.gz

validate: install ## Rasa's checks of the data, and the content contract
	@$(PYTHON) -m needlewise.content.check
	@$(RASA) data validate --data data

lint: install ## ruff over the code
	@$(PYTHON) -m ruff check needlewise actions benchmarks tests

evaluate: train ## understanding, on questions that were not trained on
	@$(PYTHON) -W ignore -m tests.understanding.evaluate

bench-understanding: install encoder ## understanding beside Rasa's default and two others
	@$(PYTHON) -W ignore -m benchmarks.understanding

bench-widget: widget ## the website widget beside rasa-webchat, in a real browser
	@PATH="$$(scripts/node.sh):$$PATH"; npm ci --prefix benchmarks/widget --ignore-scripts --no-audit --no-fund --silent && node benchmarks/widget/bench.mjs

screenshots: train widget ## pictures of every state of the widget, under docs/screenshots
	@scripts/screenshots.sh

lock: ## renew requirements.lock from pyproject.toml
	@.tools/bin/uv pip compile --quiet --upgrade --python-version 3.10 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra test pyproject.toml -o requirements.lock

clean: ## remove what was made: environment, models, conversations
	rm -rf widget/node_modules widget/dist benchmarks/widget/node_modules .venv .tools .rasa .pytest_cache .ruff_cache .hypothesis var results models/encoder models/needlewise.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
