# The project's commands; `make` alone lists them.
#
#   make run PORT=8001           another port
#   make run DEMO=tay-tuu        the other demo ward
#   make run DEMO=               no demo data: a real ward, see `manage.py setup_office`

PORT ?= 8000
DEMO ?= thanh-liet
export PORT DEMO

BIN := .venv/bin
PACKAGES := wardportal procedures dossiers feedback reports
PYTHON_FILES := $(PACKAGES) tests deploy manage.py
SERVERS := $(BIN)/python -m tests.services --
# Nothing of this machine's pip configuration may end up in the lock files.
COMPILE := env -u PIP_FIND_LINKS -u PIP_CONSTRAINT PIP_CONFIG_FILE=/dev/null \
	$(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DEFAULT_GOAL := help
.PHONY: help run setup test check lint unit css bench format lock clean packages dev

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: setup ## start the portal with a demo ward on http://localhost:8000
	@.venv/bin/python deploy/supervise.py

setup: packages ## do all of `run` but start
	@deploy/prepare.sh

test: dev ## run everything on its own PostgreSQL and Redis, and the marked part on SQLite
	@.ci/test.sh

check: dev lint unit ## the fast part: lint, types, contracts, unit tests

lint: dev ## formatters, linters, types, import contracts, migrations, style sheet
	@.ci/lint.sh

unit: dev ## tests that neither render PDFs nor drive a browser
	$(SERVERS) $(BIN)/python -m pytest -q -m "not slow and not e2e"

lives: dev ## many random lives of dossiers against the rules (LIVES=200)
	LIVES=$(or $(LIVES),200) $(SERVERS) $(BIN)/python -m pytest -q tests/dossiers/test_lives.py

css: ## rebuild the style sheet, fonts and icons from wardportal/scss (needs npm)
	wardportal/scss/build.sh

bench: dev ## print the benchmarks side by side (SIZES="10000 50000" for other sizes)
	$(SERVERS) $(BIN)/python -m tests.bench

format: dev ## format Python and templates
	$(BIN)/ruff check --fix --quiet $(PYTHON_FILES)
	$(BIN)/ruff format $(PYTHON_FILES)
	$(BIN)/djangofmt templates
	find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

lock: dev ## compile requirements*.txt from requirements*.in (UPGRADE=--upgrade for new versions)
	$(COMPILE) $(UPGRADE) --output-file=requirements-dev.txt requirements-dev.in
	$(COMPILE) $(UPGRADE) --constraint=requirements-dev.txt --output-file=requirements.txt requirements.in

clean: ## remove what was built; keeps var/, the data of the embedded profile
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

packages:
	@.ci/debian.sh run
	@.ci/venv.sh requirements.txt

dev:
	@.ci/debian.sh test
	@.ci/venv.sh requirements-dev.txt
