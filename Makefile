# Vocabas. `make demo` and `make test` do all their own set-up; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.SUFFIXES:

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
RASA := intents/.venv
STAMPS := $(VENV)/.stamps
export RASA_TELEMETRY_ENABLED := false
# What the targets here write stays in the checkout, unless you say otherwise.
export VOCABAS_DATA_DIR ?= $(CURDIR)/var

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(STAMPS)/assistant $(STAMPS)/model ## create both environments from their locks and train the intent model

.PHONY: demo
demo: setup ## from sound to a placed order, on the bundled speech
	@$(BIN)/vocabas demo

.PHONY: test
test: setup ## run the whole test suite
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

.PHONY: format
format: $(STAMPS)/assistant ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: serve
serve: setup ## serve the HTTP API on this machine
	@$(BIN)/vocabas serve

.PHONY: samples
samples: $(STAMPS)/assistant ## speak the sounds of audio_samples again, by espeak-ng
	@$(BIN)/vocabas script speak audio_samples

.PHONY: translations
translations: $(STAMPS)/assistant ## compile what click says in French
	@$(BIN)/pybabel --quiet compile --domain click --locale fr --directory assistant/channels/locale

.PHONY: acoustic
acoustic: ## train the embedded recogniser anew (an hour; see docs/acoustic.md)
	$(MAKE) -C acoustic model

.PHONY: lock
lock: $(STAMPS)/uv ## resolve the dependencies again and write the locks, with hashes and without host names
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" requirements/bootstrap.in -o requirements/bootstrap.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml --extra vocabulary --extra speech --extra microphone --extra piper --group dev -o requirements/assistant.lock
	cd intents && ../$(UV) pip compile --quiet --python-version 3.10 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" requirements.in -o requirements.lock

.PHONY: clean
clean: ## remove the environments, the trained model and what demo and tests wrote
	rm -rf $(VENV) $(RASA) intents/models var

$(STAMPS)/uv: requirements/bootstrap.lock
	@test -n "$(PYTHON)" || { echo "Vocabas needs CPython 3.11 or newer: install it, or say make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "[1/4] Python environment of the assistant ($$($(PYTHON) --version 2>&1))"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/assistant: requirements/assistant.lock pyproject.toml $(STAMPS)/uv
	@echo "[2/4] the assistant's packages, from requirements/assistant.lock"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r $<
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/rasa: intents/requirements.lock intents/.python-version $(STAMPS)/uv
	@echo "[3/4] Rasa's environment, Python 3.10, from intents/requirements.lock (about 2 GB, a minute or so)"
	@cd intents && ../$(UV) venv --quiet --allow-existing --python "$$(cat .python-version)" .venv
	@cd intents && ../$(UV) pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock
	@touch $@

$(STAMPS)/model: $(STAMPS)/rasa $(shell find intents \( -name .venv -o -name models -o -name dev -o -name heldout \) -prune -o -type f \( -name '*.yml' -o -name '*.py' \) -print 2>/dev/null)
	@echo "[4/4] the intent model, trained on intents/data"
	@$(RASA)/bin/python intents/train.py
	@touch $@
