# Two commands for a fresh machine (Python 3.11 or newer, Node 20 or newer):
#   make demo    set up, read data/sample/, show the graph on http://127.0.0.1:8321
#   make test    set up, run every test, real services included (needs Chromium; Java 17 and Maven for a Neo4j server)

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STORE  ?= kg-demo
PORT   ?= 8321

.PHONY: demo test lint types bench neo4j clean help

help:            ## list the targets
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: $(VENV)/installed            ## read the sample articles and show the graph
	$(BIN)/kg ingest data/sample --store $(STORE)
	$(BIN)/kg serve --store $(STORE) --port $(PORT)

test: $(VENV)/installed-dev        ## run all tests
	@$(BIN)/python -m tests.require
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev        ## style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/installed-dev       ## print the benchmark tables (WIKINEWS=folder of the CSV files)
	$(BIN)/python -m benchmarks.extract $(WIKINEWS)
	$(BIN)/python -m benchmarks.ingest $(WIKINEWS)
	$(BIN)/python -m benchmarks.graph

neo4j: $(VENV)/installed           ## start a Neo4j server on this computer, files in kg-neo4j/ (needs Java 17 and Maven)
	$(BIN)/python -m deploy.neo4j.server

clean:           ## remove what was built, and the demo's store
	rm -rf $(VENV) $(STORE) build dist kg/web/static page/node_modules

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "kg needs Python 3.11 or newer: $(PYTHON) was not found."; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kg needs Python 3.11 or newer (PYTHON=… names another)."; exit 2; }
	@command -v npm >/dev/null || { echo "kg needs Node 20 or newer to build its page: npm was not found."; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/installed: $(VENV)/bin/python pyproject.toml page/package-lock.json
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/bin/python pyproject.toml page/package-lock.json
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed
