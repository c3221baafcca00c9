# Everything a person types. `make` alone explains itself.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8050
SHARED ?= ../shared
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup run test test-all check audit coverage mutants fuzz bench soak faults same-answer gallery-local browser deploy-check docs words train-setup lock screenshots clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/.web ## Build the environment of the gallery in .venv

run: setup ## Open the gallery on http://127.0.0.1:8050 (PORT changes it)
	@PORT=$(PORT) $(BIN)/python app.py

test: $(VENV)/.dev browser ## Build the test environment and run every test
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

test-all: ## Run the tests on every Python of 3.11 to 3.13 that is found
	@for version in 3.11 3.12 3.13; do \
	  python=$$(deploy/find_python $$version) || { echo "Python $$version: not found, left out"; continue; }; \
	  echo "Python $$version: $$python"; \
	  $(MAKE) --no-print-directory test PYTHON=$$python VENV=.venv-$$version || exit 1; \
	done

check: $(VENV)/.dev ## Lint, check types, import direction and dead code, test, audit
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports --no-logo --cache-dir .cache/imports && $(BIN)/vulture
	@$(MAKE) --no-print-directory test
	@$(BIN)/python -m deploy.audit || [ $$? = 3 ]

audit: $(VENV)/.dev ## Ask PyPI about known vulnerabilities of everything that is pinned
	@$(BIN)/python -m deploy.audit

coverage: $(VENV)/.dev browser ## Run every test and measure which lines and branches they reach
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet && $(BIN)/coverage report

mutants: $(VENV)/.dev ## Change the core a thousand times and see whether a test notices (an hour)
	$(BIN)/python -m benchmarks.mutants
	$(BIN)/python -m whence docs

fuzz: $(VENV)/.dev ## Give the decoder damaged pictures by the thousand (half an hour)
	$(BIN)/python -m benchmarks.fuzz
	$(BIN)/python -m whence docs

bench: $(VENV)/.dev $(VENV)-bench/.made browser ## Measure speed and memory beside others', against every bar (half an hour)
	@$(MAKE) --no-print-directory setup VENV=$(VENV)-web
	$(BIN)/python -m benchmarks
	$(BIN)/python -m whence docs

soak: $(VENV)/.dev ## Let fifty visitors at once do everything for ten minutes
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m whence docs

faults: $(VENV)/.dev ## Break everything around the gallery while visitors are in it (nine minutes)
	$(BIN)/python -m benchmarks.faults
	$(BIN)/python -m whence docs

same-answer: $(VENV)/.dev ## Ask for the same pictures on every Python of `make test-all`, in every way
	$(BIN)/python -m benchmarks.same_answer
	$(BIN)/python -m whence docs

gallery-local: setup ## Hang the pictures of SHARED/paintings, served by a little local museum
	@PORT=$(PORT) $(BIN)/python -m whence local-gallery $(SHARED)/paintings

deploy-check: $(VENV)/.dev ## Rehearse `git push heroku main` and the container on this machine
	$(BIN)/python -m deploy.check

screenshots: $(VENV)/.dev browser ## Take the pictures of every page that tests and README show
	$(BIN)/python -m tests.screenshots

words: $(VENV)/.dev ## Collect the sentences of the pages for translation, compile the translations
	$(BIN)/python -m tests.words

docs: $(VENV)/.dev ## Write the figures and tables of the documents (`card`, `report` write the card, the recipes)
	$(BIN)/python -m whence docs

train-setup: $(VENV)/.train ## Add TensorFlow to the environment, for training

lock: | $(BIN)/python ## Pin what the requirements pull in, after a change of requirements*.txt
	$(PIP) install --quiet uv
	@cp -p constraints.txt constraints.before && : > constraints.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	  requirements-dev.txt -o constraints.txt && rm constraints.before || \
	{ mv constraints.before constraints.txt; exit 1; }

# What the tests start beside Python, and a font for the Chinese pages: only the browser is a must,
# tests of the others skip. Debian's Chromium without a window is the quickest.
BROWSER := command -v chromium-headless-shell || command -v chromium || command -v google-chrome
BESIDE := redis-server postgresql bubblewrap fontconfig fonts-wqy-microhei
browser:
	@command -v chromium-headless-shell >/dev/null && \
	  command -v redis-server >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q . && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && command -v bwrap >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  for browser in chromium-headless-shell chromium; do \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	    $$browser $(BESIDE) >/dev/null 2>&1 && break; done; } || \
	{ $(BROWSER); } >/dev/null || \
	{ echo "The page tests need a browser: install Debian's package 'chromium' (or Chrome)." >&2; exit 1; }

clean: ## Remove the environments and what tools left behind
	rm -rf $(VENV) $(VENV)-* .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache mutants htmlcov .coverage*

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.web: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) install --quiet -r requirements.txt
	@touch $@

$(VENV)/.train: requirements.txt requirements-train.txt constraints.txt | $(BIN)/python
	$(PIP) install --quiet -r requirements-train.txt
	@touch $@ $(VENV)/.web

# uv takes seconds where pip takes minutes; where it cannot work pip does.
$(VENV)/.dev: requirements.txt requirements-cluster.txt requirements-train.txt requirements-dev.txt constraints.txt | $(BIN)/python
	@{ $(PIP) install --quiet -c constraints.txt uv && \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt; } || \
	$(PIP) install --quiet -r requirements-dev.txt
	@touch $@ $(VENV)/.web

$(VENV)-bench/.made: requirements-bench.txt
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip --disable-pip-version-check install --quiet -r $<
	@touch $@
