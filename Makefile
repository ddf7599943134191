# Foedus: `make demo` runs the main job, `make test` the tests. Both set everything up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FOEDUS_LANG ?=

.PHONY: demo test check oracle bench docs setup clean

setup: $(READY)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev,read,ensemble]'
	touch $(READY)

demo: $(READY)  ## the worked cases: plan, tables, call sheet, workbook, pictures, in ./demo
	$(BIN)/foedus demo --out demo $(if $(FOEDUS_LANG),--lang $(FOEDUS_LANG))

check: $(READY)  ## style, types and layers
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## everything but the long comparisons
	$(BIN)/pytest -n auto --dist worksteal -m 'not oracle' src tests

oracle: $(READY)  ## the long comparisons with the independent model
	$(BIN)/pytest -s -m oracle tests

bench:  ## the measured claims, beside the rivals, in an environment of their own
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --requirement benchmarks/requirements.txt --editable .
	.venv-bench/bin/python benchmarks/run.py

docs: $(READY)  ## the documentation, in ./site
	$(BIN)/python -m pip install --quiet --editable '.[docs]'
	$(BIN)/mkdocs build --strict

clean:
	rm -rf $(VENV) demo site runs
