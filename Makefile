# The one door to Kenfolk. `make serve PHOTOS=~/Pictures` on a fresh machine needs Python 3.11, Node 20, npm and make.
#
#   make serve [PHOTOS=folder] [DATA=folder] [PORT=8000] [HOST=127.0.0.1]     open a library in the browser
#   make cluster [PHOTOS=folder] [DATA=folder] [PORT=8000] [HOST=127.0.0.1]   the same in server mode: many processes
#   make test      all tests          make check   every check          make fix   what checks can repair themselves
#   make bench [LFW=folder PAIRS=file] [ALBUM=folder]   the measurements
#   make bench-effort ANNOTATOR=program (ALBUM_MAKER=program LFW=folder | ALBUMS="folder ...") [WORK=folder]   what names cost
#   make bench-web BIG=folder [MINUTES=2]   the web app, on a library of 300,000 photos that is made there
#   make client   the web app's client, from the API's document
#   make migration m="why"            the migration which changed models ask for
#
# What was built is remembered in .make/, so that a second start takes seconds.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON ?= python3
# One more than two processors: many tests wait for servers that start, stop and die.
JOBS ?= 3
BIN := .venv/bin
STATIC := src/kenfolk/entry/static/index.html
WEB := $(wildcard web/package.json)
WEB_SOURCES := $(if $(WEB),$(shell find web/src web/public web/*.json web/*.ts web/*.html -type f 2>/dev/null | sed 's/ /\\ /g'))

.PHONY: help serve cluster web test test-python test-postgresql test-web test-browser check fix bench bench-effort bench-web client migration clean

help:
	@sed -n '2,12s/^# \{0,1\}//p' Makefile

# Read from the environment, so that a name with spaces, quotes or dollars stays one name. Some shells keep the kind of
# machine in HOST, so that one counts only when it is given to make.
serve: export HOST := $(if $(filter command,$(origin HOST)),$(HOST))
serve: .make/run $(if $(WEB),.make/web)
	@exec $(BIN)/kenfolk serve $${PHOTOS:+"$$PHOTOS"} $${DATA:+--data "$$DATA"} $${PORT:+--port "$$PORT"} \
	  $${HOST:+--host "$$HOST"} $${PACK:+--pack "$$PACK"}

# Redis, PostgreSQL with pgvector, NGINX, web processes and workers on this machine. PostgreSQL comes with the packages of
# the tests, unless KENFOLK_DATABASE says where one is.
cluster: export HOST := $(if $(filter command,$(origin HOST)),$(HOST))
cluster: .make/test $(if $(WEB),.make/web)
	@exec $(BIN)/kenfolk cluster $${PHOTOS:+"$$PHOTOS"} $${DATA:+--data "$$DATA"} $${PORT:+--port "$$PORT"} \
	  $${HOST:+--host "$$HOST"} $${PACK:+--pack "$$PACK"} $${WORKERS:+--workers "$$WORKERS"}

web: .make/web

# --- what is built once -----------------------------------------------------------------------------------------------

.make/venv:
	@mkdir -p .make
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
	  echo 'Kenfolk needs Python 3.11 or later: install it, or say where it is with make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || {
	  echo "This Python cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@[ -x $(BIN)/python ] && $(BIN)/python -m pip --version >/dev/null 2>&1 || {
	  echo "Making a Python environment in .venv ..."; rm -rf .venv; $(PYTHON) -m venv .venv; }
	@touch $@

.make/run: requirements/run.txt pyproject.toml .make/venv
	@echo "Installing what Kenfolk needs to run ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.make/test: requirements/test.txt .make/run
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

.make/bench: requirements/bench.txt .make/run
	@echo "Installing what the measurements need ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

# The real networks, for the tests that want them; without a network those are skipped and say so.
.make/packs: .make/run $(wildcard src/kenfolk/packs/manifests/*.toml)
	@echo "Fetching the model packs ..."
	@$(BIN)/kenfolk models pull default && $(BIN)/kenfolk models pull dlib-plain && touch $@ ||
	  echo "The model packs cannot be had: tests of the real networks will be skipped." >&2

.make/npm: $(wildcard web/package-lock.json)
	@mkdir -p .make
	@command -v npm >/dev/null || { echo "The web app needs Node 20 and npm: install them first." >&2; exit 1; }
	@echo "Installing what the web app is built with ..."
	@npm --prefix web ci --no-audit --no-fund --loglevel=error
	@touch $@

.make/web: .make/npm $(WEB_SOURCES)
	@echo "Building the web app ..."
	@npm --prefix web run --silent build
	@touch $@

# --- checks -----------------------------------------------------------------------------------------------------------

test: test-python test-postgresql test-web test-browser

test-python: .make/test .make/packs
	$(BIN)/pytest -n $(JOBS) -m "not browser"

test-postgresql: .make/test
	$(BIN)/pytest -n $(JOBS) --database postgresql -m "not browser and not models and not e2e" --ignore=tests/vision --ignore=tests/storage --ignore=tests/entry/fleet

test-web: $(if $(WEB),.make/npm)
	$(if $(WEB),npm --prefix web run --if-present test)

test-browser: .make/test $(if $(WEB),.make/web)
	$(if $(wildcard web/playwright.config.*),npm --prefix web run e2e)

check: .make/test $(if $(WEB),.make/npm)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/test_house_rules.py
	$(if $(WEB),npm --prefix web run check)
	$(if $(WEB),npm --prefix web run client:check)

fix: .make/test $(if $(WEB),.make/npm)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(if $(WEB),npm --prefix web run fix)

client: .make/run .make/npm
	npm --prefix web run client

migration: .make/run
	@[ -n "$(m)" ] || { echo 'Say why: make migration m="photos know their camera"' >&2; exit 1; }
	$(BIN)/python -m kenfolk.entry.revision "$(m)"

# LFW: a folder of portraits, with PAIRS, the pairs file of it; ALBUM: photos made of them, with
# the truth beside; ANNOTATOR: a program that answers the review, see benchmarks/effort.py.
bench: .make/bench
	@models=$$($(BIN)/python -c 'from kenfolk.kit.config import Settings; print(Settings().models)')
	$(BIN)/kenfolk models pull default
	$(BIN)/kenfolk models pull dlib-plain
	if [ -n "$${LFW:-}" ]; then
	  $(BIN)/python benchmarks/embedding_equals_dlib.py --lfw "$$LFW" --models "$$models"
	  $(BIN)/python benchmarks/accuracy.py --lfw "$$LFW" --pairs "$${PAIRS:?PAIRS=file is missing}" --models "$$models"
	  $(BIN)/python benchmarks/open_set.py --lfw "$$LFW" --models "$$models"
	  $(BIN)/python benchmarks/automatic.py --lfw "$$LFW" --models "$$models"
	  $(BIN)/python benchmarks/clusters.py --lfw "$$LFW" --models "$$models"
	else echo "Accuracy is not measured: give LFW=folder PAIRS=file"; fi
	$(BIN)/python benchmarks/clusters_scale.py --faces 10000 30000 100000
	KENFOLK_MODELS="$$models" $(BIN)/python benchmarks/queue_speed.py
	if [ -n "$${ALBUM:-}" ]; then
	  $(BIN)/python benchmarks/detector_recall.py --album "$$ALBUM" --models "$$models"
	  $(BIN)/python benchmarks/ingest.py "$$ALBUM" --models "$$models"
	else echo "Recall and speed are not measured: give ALBUM=folder"; fi
	if [ -n "$${ALBUM:-}" ] && [ -n "$${ANNOTATOR:-}" ]; then
	  $(BIN)/python benchmarks/effort.py "$$ALBUM" --annotator "$$ANNOTATOR" --models "$$models"
	else echo "Effort is not measured: give ALBUM=folder ANNOTATOR=program"; fi

# Albums are composed of LFW by ALBUM_MAKER, or given as ALBUMS; with WORK they, and libraries of them, are kept. The
# rest goes to the script: SEEDS="1 2" KINDS=hard SLIP=0.01 MORE="--no-rivals". See benchmarks/README.md.
bench-effort: SLIP ?= 0.01
bench-effort: MORE ?= --without-learning --stream
bench-effort: .make/bench
	@models=$$($(BIN)/python -c 'from kenfolk.kit.config import Settings; print(Settings().models)')
	$(BIN)/kenfolk models pull default
	$(BIN)/python benchmarks/effort.py $(ALBUMS) --annotator "$${ANNOTATOR:?ANNOTATOR=program is missing}" --models "$$models" \
	  $${ALBUM_MAKER:+--album-maker "$$ALBUM_MAKER"} $${LFW:+--lfw "$$LFW"} $${WORK:+--work "$$WORK"} \
	  $(if $(SEEDS),--seeds $(SEEDS)) $(if $(KINDS),--kinds $(KINDS)) --slip $(SLIP) $(MORE)

# BIG: where the library of 300,000 photos is, or is to be made (2 GB); PORTRAITS: a folder of faces for it to look real.
bench-web: .make/bench .make/web
	@$(BIN)/kenfolk models pull default
	[ -e "$${BIG:?BIG=folder is missing}/data" ] || \
	  $(BIN)/python benchmarks/big_library.py "$$BIG" $${PORTRAITS:+--portraits "$$PORTRAITS"}
	KENFOLK_BIG="$$BIG" KENFOLK_MINUTES="$${MINUTES:-2}" npm --prefix web run bench

clean:
	rm -rf .make .venv web/node_modules src/kenfolk/entry/static
