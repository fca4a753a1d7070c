# Two commands matter: `make run` sets everything up, answers three questions and serves; `make test` sets up and runs every check.
# Both leave stamps in the virtual environment, so that they start at once when nothing has changed.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= ../shared/data
OUTPUT ?= build/bench

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
TOOLS := $(VENV)/tools
PIP_VERSION := 26.3
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input

QUESTIONS := "急会诊多久到位" "医疗质量管理委员会主任由谁担任" "门诊病历要保存多少年"

.PHONY: run test test-channels test-faults soak test-scale contract lint audit sbom fuzz format serve embedding fusion meanings confidence reading eval bench bench-million clean help
.DEFAULT_GOAL := help

run: $(STAMPS)/run ## set up, ingest the bundled texts, answer three questions, serve on http://127.0.0.1:8000
	$(BIN)/youju ingest corpus/bundled
	@for question in $(QUESTIONS); do $(BIN)/youju ask "$$question" || exit; done
	$(BIN)/youju serve --host $(HOST) --port $(PORT)

test: lint browser ## set up, lint, check types and imports, run every test
	$(BIN)/pytest --cov --cov-report=term

test-channels: $(STAMPS)/dev ## 2,000 messages of a double of WeChat while the server is killed five times, and 200 users of a slow model
	CHANNEL_MESSAGES=2000 CHANNEL_KILLS=5 CHANNEL_SPREAD_SECONDS=200 CHANNEL_WAIT_SECONDS=5 CHANNEL_P95_SECONDS=0.3 CHANNEL_USERS=200 \
		$(BIN)/pytest tests/channels/test_wechat_double.py -s

test-faults: $(STAMPS)/dev ## kill, fill up and damage homes hundreds of times, and see that nothing is lost and nothing wrong is answered
	FAULTS=long $(BIN)/pytest tests/faults

soak: $(STAMPS)/dev ## ask, feed and empty a server for an hour, and see that its memory and open files stay flat
	SOAK_SECONDS=3600 $(BIN)/pytest tests/faults/test_soak.py -s

# What cannot be installed is skipped with the reason. SCALE_SECONDS is how long each load lasts.
test-scale: $(STAMPS)/scale ## three processes over PostgreSQL and a Chroma server, under load and killed; Milvus behind the same search
	@test -n "$$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" || command -v initdb >/dev/null || \
	  { command -v apt-get >/dev/null && test "$$(id -u)" = 0 && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } || \
	  echo "There is no PostgreSQL, and it cannot be installed: its tests are skipped"
	YOUJU_TEST_SCALE=1 $(BIN)/pytest tests/scale tests/indexing/test_engines.py tests/deploy -s

contract: $(STAMPS)/dev ## send the HTTP API thousands of requests that its OpenAPI document allows or forbids
	CONTRACT_EXAMPLES=100 $(BIN)/pytest tests/api/test_contract.py -s

# The tests of the pages drive Debian's Chromium and skip, with the reason, where there is none.
browser: ## install Chromium and a Chinese font for the tests of pages and PDFs, where they are absent and apt is at hand
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { command -v apt-get >/dev/null && test "$$(id -u)" = 0 && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } || \
	  echo "There is no Chromium, and it cannot be installed: the tests of the pages are skipped"
	@test -n "$$(fc-list :lang=zh 2>/dev/null)" || \
	  { command -v apt-get >/dev/null && test "$$(id -u)" = 0 && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig fonts-wqy-zenhei; } || \
	  echo "There is no Chinese font, and it cannot be installed: the tests that print Chinese are skipped"

lint: $(STAMPS)/dev audit ## style, types, import contracts, and what is known of the dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

audit: $(STAMPS)/dev $(STAMPS)/tools ## licences of the dependencies, and their known vulnerabilities: AUDIT=required fails where they cannot be looked up
	@mkdir -p build && $(BIN)/python -m tests.supply.licences > build/licences.txt || { grep "NOT ALLOWED" build/licences.txt; exit 1; }
	@echo "$$(grep -c . build/licences.txt) packages have licences that may be used: build/licences.txt"
	@AUDIT=$(AUDIT) $(BIN)/python -m tests.supply.auditing $(TOOLS)/bin/pip-audit

sbom: $(STAMPS)/run $(STAMPS)/tools ## write what this installation consists of as CycloneDX JSON: dist/youju.cdx.json
	@mkdir -p dist
	$(TOOLS)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file dist/youju.cdx.json $(BIN)/python

fuzz: $(STAMPS)/dev ## fuzz the parsers, SECONDS each (100), and the HTTP API; what fails is kept in tests/fuzz/found
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),100)
	CONTRACT_EXAMPLES=100 $(BIN)/pytest tests/api/test_contract.py -s

format: $(STAMPS)/dev ## rewrite the code in the house format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

serve: $(STAMPS)/run ## serve what is already ingested
	$(BIN)/youju serve --host $(HOST) --port $(PORT)

embedding: $(STAMPS)/run ## train the shipped embedding anew: make embedding ARCHIVE=synonyms-3.10.2.tar.gz DATA=folder
	$(BIN)/python -m indexing.training "$(DATA)" --vectors "$(ARCHIVE)" --questions assistant/fitting/questions --output indexing/model

fusion: $(STAMPS)/run ## fit how words and meaning are weighed in the search: make fusion DATA=folder
	$(BIN)/python -m indexing.fitting "$(DATA)" --questions assistant/fitting/questions

meanings: $(STAMPS)/run ## write what words mean: make meanings ARCHIVE=synonyms-3.10.2.tar.gz DATA=folder
	$(BIN)/python -m assistant.fitting.meanings "$(ARCHIVE)" "$(DATA)"

confidence: $(STAMPS)/run ## fit how sentences are ranked and trusted: make confidence DATA=folder
	$(BIN)/python -m assistant.fitting "$(DATA)"

reading: $(STAMPS)/run ## fit only how a sentence is read together with a question, and keep the rest: make reading DATA=folder
	$(BIN)/python -m assistant.fitting "$(DATA)" --reading-only

eval: $(STAMPS)/run ## measure retrieval and answers
	$(BIN)/youju eval

bench: $(STAMPS)/bench ## measure speed, size and memory, alone and beside other pipelines: make bench DATA=folder OUTPUT=folder
	$(BIN)/python -m evals.benchmarks "$(DATA)" --output "$(OUTPUT)"

bench-million: $(STAMPS)/bench ## the same home at 1,000 to 1,000,000 chunks: hours of two processors, and 20 GB of disk
	$(BIN)/python -m evals.benchmarks "$(DATA)" --only million --output "$(OUTPUT)"

clean: ## remove the virtual environment and every cache; the ingested texts stay
	rm -rf $(VENV) build dist *.egg-info .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | sort | expand -t 16

# One wanted Python, or a line that says which one to name.
$(STAMPS)/pip:
	@$(PYTHON) -c 'import sys; (3, 11) <= sys.version_info < (3, 14) or sys.exit("Youju needs Python 3.11 to 3.13 and $(PYTHON) is " + sys.version.split()[0] + "; name another one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) pip==$(PIP_VERSION)
	@mkdir -p $(STAMPS) && touch $@

# PyTorch comes first and alone: asked for by itself, pip takes the best build that its configuration offers, a CPU build included.
$(STAMPS)/torch: constraints.txt $(STAMPS)/pip
	$(INSTALL) --constraint constraints.txt torch
	@touch $@

$(STAMPS)/run: pyproject.toml constraints.txt $(STAMPS)/torch
	$(INSTALL) --constraint constraints.txt --build-constraint constraints.txt --editable '.[llm,mcp,readers]'
	@touch $@

# Programs that look at the installation from outside have one of their own: what they need is no part of the product.
$(STAMPS)/tools: constraints-tools.txt $(STAMPS)/pip
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --disable-pip-version-check --no-input --constraint constraints-tools.txt pip-audit cyclonedx-bom
	@touch $@

$(STAMPS)/dev: pyproject.toml constraints.txt $(STAMPS)/torch
	$(INSTALL) --constraint constraints.txt --build-constraint constraints.txt --editable '.[llm,mcp,readers,ocr,evals,dev]'
	@touch $@ $(STAMPS)/run

$(STAMPS)/bench: $(STAMPS)/dev
	$(INSTALL) --constraint constraints.txt --build-constraint constraints.txt --editable '.[bench]'
	@touch $@

$(STAMPS)/scale: $(STAMPS)/dev
	$(INSTALL) --constraint constraints.txt --build-constraint constraints.txt --editable '.[scale]'
	@touch $@
