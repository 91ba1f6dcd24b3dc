# Needs python3 (3.11 or newer, with venv) and make. Everything else is fetched into .venv, in locked versions.

PYTHON ?= python3
UV_VERSION := 0.13.9
PORT ?= 8000
ROOMS_PORT ?= 8100
DATA ?= .data/demo
RESET ?=
PRACTICE ?=
TOWNS ?= 50000
ONLY ?=

BIN := .venv/bin
UV := $(BIN)/uv
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help demo rooms test check fix docs words bench prove mutants

help: ## show this help
	@sed -n 's/^\([a-z]*\): [^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

demo: $(READY) ## serve an invented county on http://127.0.0.1:8000 (PORT=, DATA=folder, PRACTICE=girfec, RESET=1 starts over)
	@exec $(BIN)/kronobarn demo --port $(PORT) --data "$(DATA)" $(if $(PRACTICE),--practice $(PRACTICE)) $(if $(filter 1,$(RESET)),--reset)

rooms: $(READY) ## serve practice rooms, where invented cases are played, on http://127.0.0.1:8100 (ROOMS_PORT=)
	@exec $(BIN)/kronobarn rooms serve --port $(ROOMS_PORT)

test: $(READY) ## run all tests; those in a browser when a Chromium is found
	$(BIN)/python -m pytest -n auto
	$(BIN)/python -m pytest -n auto -c tests/webbplats/pytest.ini tests/webbplats

check: $(READY) ## formatting, lint, types, order of the features, templates, translations, migrations
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	KRONOBARN_TESTING=1 $(BIN)/mypy kronobarn tests
	SITE_TESTING=1 $(BIN)/mypy --config-file webbplats/mypy.ini webbplats tests/webbplats
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint kronobarn webbplats
	$(BIN)/python -m tests.lint_templates
	$(BIN)/kronobarn manage makemigrations --check --dry-run
	SITE_TESTING=1 $(BIN)/python -W ignore -m webbplats manage makemigrations --check --dry-run --verbosity 0

fix: $(READY) ## format, and repair what can be repaired without thinking
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(READY) ## write docs/reference from the code
	$(BIN)/python -m docs.generate

words: $(READY) ## bring the catalogues of kronobarn and the site up to date with the code, and compile them
	$(BIN)/python -m tests.catalogues
	$(BIN)/python -m tests.webbplats.catalogue

prove: $(READY) ## ask who sees what in fifty thousand random towns (TOWNS=)
	KRONOBARN_TOWNS=$(TOWNS) $(BIN)/python -m pytest -n auto tests/circles/test_visibility.py

mutants: $(READY) ## take away each clause of who sees what, and see that a test notices (ONLY=circles)
	$(BIN)/python -m tests.mutants $(ONLY)

bench: $(READY) ## measure the hot pages against a floor; one JSON line a case
	$(BIN)/python -m bench

# Synchronised again only when what is wanted has changed.
$(READY): pyproject.toml uv.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(UV) || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --quiet --frozen --inexact
	@touch $@
