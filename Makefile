# One door for every command. `check` changes nothing, `fix` does; CI calls the same doors.
# `make help` lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter on the path that is between 3.11 and 3.13. `make PYTHON=/path/to/python demo` chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
# The file lists every package, so nothing is resolved: pip takes exactly these (and an older one, resolving with hashes,
# would refuse pins that are not the newest).
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

export PYTHONDONTWRITEBYTECODE := 1
AS_OF ?= 2025-12-31
PLAN ?= example
FUNDS ?= apollo-diversified-credit partners-group-private-equity
READERS ?= returns terms header xml parts json cells workbook facts page document series nport ncen form_d \
	ilpa_reporting ilpa_performance questionnaire

.PHONY: help demo site test check fix ui extras bench soak fuzz faults mutants lock clean

help: ## list the doors
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/run ## write the memos of two real funds, offline, in under a minute
	@$(BIN)/prudent onboard $(FUNDS) --as-of $(AS_OF) --plan $(PLAN)

site: $(VENV)/run ## build the reading room of all memos in store/site
	@$(BIN)/prudent site

# In the order of the folders, which ends with the short tests, so that no process waits long for the other; and a process
# that a test starts finds the project compiled.
test: $(VENV)/dev ## run every test
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev ## format, lint, types, import contracts, generated pages; changes nothing
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/basedpyright --warnings
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m docs.generate --check

fix: $(VENV)/dev ## the same, and mends what can be mended
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python -m docs.generate

extras: $(VENV)/run ## what an inbox on S3 or SFTP needs, and `prudent text`
	@$(PIP) install --no-deps --require-hashes -r requirements-extras.txt

bench: $(VENV)/dev ## time the measures beside other libraries and keep the table in docs/performance.md
	@$(BIN)/python -m bench

soak: $(VENV)/dev ## 200 onboardings on PostgreSQL with three workers, some killed; keeps the table in docs/soak.md
	@$(BIN)/python -m bench.soak

fuzz: $(VENV)/dev ## feed each reader with mutated files for a minute, guided by the code they reach (Linux; twenty minutes)
	@mkdir -p build/fuzz
	@for reader in $(READERS); do echo "$$reader" && $(BIN)/python tests/fuzz/fuzz_readers.py $$reader -max_total_time=60 \
		-artifact_prefix=build/fuzz/ 2>build/fuzz/$$reader.log || { cat build/fuzz/$$reader.log; exit 1; }; done

faults: $(VENV)/dev ## kill onboarding, deciding and reviewing at fifty moments, try what else goes wrong, keep docs/reliability.md (a quarter of an hour)
	@$(BIN)/python -m tests.faults.lives

mutants: $(VENV)/dev ## break the score in a sample of small ways and count what no test notices (half an hour)
	@$(PIP) install --no-deps --require-hashes -r requirements-mutation.txt
	@$(BIN)/python tests/mutation/measure.py

ui: $(VENV)/run ## Prefect's server and a worker on loopback, with every deployment; UI='--workers 3' on PostgreSQL
	@$(BIN)/prudent ui $(UI)

lock: $(VENV)/dev ## pin every package again, with hashes (maintainers)
	@$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --output-file requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --extra edgar --extra inbox --group build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --constraint requirements.txt --output-file requirements-extras.txt
	@$(BIN)/uv pip compile pyproject.toml --extra edgar --extra inbox --group build --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --constraint requirements.txt --output-file requirements-dev.txt
	@$(BIN)/uv pip compile pyproject.toml --extra edgar --extra inbox --group build --group dev --group mutation --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --constraint requirements-dev.txt --output-file requirements-mutation.txt

clean: ## remove what these commands made, except the store
	@rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info

$(VENV)/python:
	@test -n "$(PYTHON)" || { echo "Prudent needs Python 3.11, 3.12 or 3.13 on the path. Install one, or name it: make PYTHON=/path/to/python3.12 demo"; exit 2; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version); this is done once." >&2
	@$(PYTHON) -m venv --clear $(VENV) || { echo "Could not make a virtual environment. On Debian: apt-get install python3-venv"; exit 2; }
	@touch $@

$(VENV)/run: $(VENV)/python requirements.txt pyproject.toml
	@echo "Installing the pinned packages (about a minute) …" >&2
	@$(PIP) install --no-deps --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.txt
	@echo "Installing the pinned packages for development …" >&2
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.txt
	@touch $@
