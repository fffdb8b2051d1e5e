# `make` builds the graph; `make test` passes every test. Nothing else is needed on a fresh
# machine but Python 3.11 or newer (and, for the browser tests, Chromium).

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: all build test test-virtuoso test-spark test-firefox versions check page-check bench mutants golden browser clean

all: build

build: $(VENV)/.installed
	@$(BIN)/kg build

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[analysis,plots,shapes,read,serve,mcp]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

test: $(VENV)/.installed-dev browser
	$(BIN)/python -m pytest -n auto --dist loadfile

# What is published to, and asked of, a Virtuoso 7: installed where apt can, skipped where it is not.
test-virtuoso: $(VENV)/.installed-dev
	@command -v virtuoso-t >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -qq && apt-get install -y -qq virtuoso-opensource-7-bin >/dev/null; } \
	  || echo "no Virtuoso found: its tests will be skipped"
	$(BIN)/python -m pytest -m virtuoso

# The analyses on a cluster of Spark, a master and two workers on this machine. Takes minutes.
test-spark: $(VENV)/.installed-dev
	@command -v java >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless >/dev/null; } \
	  || echo "no Java found: apt install openjdk-17-jre-headless"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,spark,parquet]'
	$(BIN)/python -m pytest -m spark tests/cluster

# What the explorer does in Firefox: its state, its filters, its pages. Later drivers tell Firefox ESR
# what it does not know, and none can take a download from it.
test-firefox: $(VENV)/.installed-dev
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -qq && apt-get install -y -qq firefox-esr >/dev/null; } \
	  || echo "no Firefox found: its tests will be skipped"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'playwright<1.62'
	KG_BROWSER=firefox $(BIN)/python -m pytest -n auto --dist loadfile -m "browser and not chromium" \
	  tests/explorer/test_state.py tests/explorer/test_facets.py tests/explorer/test_page.py

# The fast tests on every other Python that is promised and found here; says which it ran.
versions: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.versions

check: $(VENV)/.installed-dev page-check
	$(BIN)/ruff check kg tests
	$(BIN)/ruff format --check kg tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py

# The script of the page is formatted and its types are checked by two packages of npm, which are
# for those who work on it: nothing that is built or shipped needs them.
page-check:
	@if command -v npm >/dev/null; then $(MAKE) --silent node_modules/.installed \
	  && npm run --silent check; \
	else echo "no npm found: format and types of the page's script are not checked"; fi

node_modules/.installed: package.json package-lock.json
	@npm ci --silent --no-audit --no-fund
	@touch $@

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench

# Puts a sample of small faults into the modules that say what counts, and asks their own tests.
mutants: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,mutants]'
	$(BIN)/python -m tests.mutation

golden: $(VENV)/.installed-dev
	KG_WRITE_GOLDEN=1 $(BIN)/python -m pytest -q -n auto --dist loadfile

# The browser tests drive the system's Chromium; where there is none and apt can install it, it does.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || echo "no Chromium found: the browser tests will be skipped"

clean:
	rm -rf $(VENV) dist build output/.builds output/.current output/nhs-it.ttl output/nhs-it.html output/store output/index.sqlite output/build.json
