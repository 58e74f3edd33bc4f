# Every recipe makes its own .venv; all it needs is Python 3.11 or later, make and git. `make` alone lists the recipes.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
STORE ?= kg-store
PORT ?= 7878

.PHONY: help demo test lint serve format soak bench calibrate lock clean

help: ## list the recipes
	@sed -n 's/^\([a-z]*\):.*## /\1 /p' Makefile | while read -r name what; do printf '  make %-10s%s\n' "$$name" "$$what"; done

demo: .venv/run ## build the sample graph, answer three questions, write the network file
	@$(BIN)/kg demo
	@echo 'In this folder that is: make serve'

serve: .venv/run ## answer SPARQL on 127.0.0.1:7878 (STORE=... PORT=...); without a store of your own, the sample graph
	@store=$(STORE); [ -e $$store/current ] || store=kg-demo; [ -e $$store/current ] || $(BIN)/kg demo; \
	$(BIN)/kg serve --store $$store --port $(PORT)

test: lint ## prove everything: style, types, tests, the wheel installed bare
	$(BIN)/python -W error -m pytest

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict kg

format: .venv/dev ## bring the code into its one shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

soak: .venv/dev ## the long trials: many documents, many readers, two hundred killed builds
	$(BIN)/python -W error -m pytest -m soak --log-cli-level=INFO

bench: .venv/dev ## measure and print; nothing is proved
	$(BIN)/python -m pytest -m bench -s

calibrate: .venv/dev ## measure anew how sure each rule is, on the samples and practice documents
	rm -rf build/calibrate && mkdir -p build/calibrate/gold
	cp data/gold/*.json data/practice/gold/*.json build/calibrate/gold
	$(BIN)/kg build data/documents data/practice/documents --store build/calibrate/store
	$(BIN)/kg score build/calibrate/gold --store build/calibrate/store --confidence --calibrate data/patterns/confidence.toml
	rm -rf build/calibrate
	@echo 'Renew the expected rows that show a confidence: RENEW=1 $(BIN)/python -m pytest tests/test_questions.py -k weak'

lock: ## renew the pinned versions in requirements/
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade pip
	build/lock/bin/python -m pip install --quiet .
	build/lock/bin/python -m pip freeze --exclude pressgraph > requirements/run.txt
	build/lock/bin/python -m pip install --quiet --group dev
	{ echo '-r run.txt'; build/lock/bin/python -m pip freeze --exclude pressgraph | grep -vxFf requirements/run.txt; } > requirements/dev.txt
	rm -rf build/lock

clean: ## remove what the recipes made
	rm -rf .venv build dist kg-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo 'Error: Python 3.11 or later is needed; name yours: make PYTHON=/path/to/python3' >&2; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/run: pyproject.toml requirements/run.txt | .venv/bin/python
	$(PIP) install -r requirements/run.txt
	$(PIP) install --no-deps --editable .
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	$(PIP) install -r requirements/dev.txt
	@touch $@
