# Every command a person needs; `make` alone lists them. Needs only make and Python >= 3.11.
# The first command makes .venv and installs what requirements.lock names, hash by hash.

BIN := .venv/bin
LOCKED := .venv/.locked
READY := .venv/.ready

# More workers than this only fight over memory: each holds a DuckDB of its own.
PYTEST_ARGS ?= -n auto --maxprocesses 4 --dist loadgroup
BENCH_ARGS ?= --likes 1000000,5000000,20000000

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint style types imports format bench lock clean
.DELETE_ON_ERROR:

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' Makefile | while IFS=@ read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

setup: $(READY) ## Make .venv and install the locked dependencies

# `pip install` runs again only when the lock has changed, the editable install only when pyproject.toml has.
$(LOCKED): requirements.lock
	@.ci/venv
	@echo "Installing the locked dependencies (the first time takes a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## Two reports: real suspected fake stars, and a simulated world
	$(BIN)/likewise report data/fake_stars.parquet --out demo-out/fake-stars
	rm -rf demo-out/world
	$(BIN)/likewise world --out demo-out/world --accounts 5000 --likes 300000 --days 90 --views --seed 7
	$(BIN)/likewise report demo-out/world --out demo-out/world-report
	@echo
	@echo "Open in a browser:"
	@echo "  $(CURDIR)/demo-out/fake-stars/report.html"
	@echo "  $(CURDIR)/demo-out/world-report/report.html"

test: $(READY) ## Run the tests (PYTEST_ARGS="-x -k words" for some of them)
	@.ci/browser
	@.ci/java
	@.ci/postgres
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: style types imports ## Check style, types and the order of the rooms

style: $(READY) ## Check style alone (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## Check types alone (mypy, strict)
	$(BIN)/mypy

imports: $(READY) ## Check the order of the rooms alone (import-linter)
	$(BIN)/lint-imports

format: $(READY) ## Rewrite the code in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## Measure speed and memory (BENCH_ARGS="--likes 1000000")
	$(BIN)/python -m benchmarks.speed $(BENCH_ARGS)

lock: ## Write requirements.lock anew (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 pyproject.toml --group dev --all-extras \
	    --no-emit-index-url --no-emit-find-links -o requirements.lock

clean: ## Remove everything made here: .venv, demo-out, build, caches
	rm -rf .venv demo-out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
