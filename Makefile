# Xiheng. Every target does its own set-up; `make` lists them.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
# The library that the back-test is held against, in a place of its own: nothing else needs it.
BACKTEST := .cache/backtest
BUF := npx --yes @bufbuild/buf@1.75.0

.DEFAULT_GOAL := help
.PHONY: help setup demo up test test-unit test-chaos test-cluster check-charts check-images check-compose check-tilt check-workflows check-rules check-alertmanager check-dashboards check-traces dashboards pictures lint format bench backtest protos check-protos docs golden schemas clean

help: ## list the targets
	@printf 'Xiheng 锡衡: govern a city by indicators. Needs Python 3.11-3.13 and make.\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make the environment (.venv) with the locked packages

demo: $(READY) ## the main job: the whole path on real Kafka, in under two minutes
	@$(VENV)/bin/xiheng demo

up: $(READY) ## run the whole platform until Ctrl-C
	@$(VENV)/bin/xiheng up

test: lint ## everything that must hold: lint, types, unit, contract, real Kafka
	@echo "tests (real Kafka, real processes) ..."
	@$(PY) -m pytest -q -m "not chaos and not cluster and not prometheus and not images"

test-unit: $(READY) ## only what needs no Kafka
	@$(PY) -m pytest -q tests/unit tests/architecture

test-chaos: $(READY) ## failures caused on purpose: kill, stop, cut, poison
	@$(PY) -m pytest -q -m chaos

test-cluster: $(READY) ## the operator on a real Kubernetes API, built from Go once (about five minutes)
	@sh deploy/local/cluster.sh .cache/cluster apiserver helm
	@$(PY) -m pytest -q -m cluster tests/cluster

check-charts: $(READY) ## the Helm chart: lint, its own tests, golden manifests, installed on a real Kubernetes API (built from Go once)
	@sh deploy/local/cluster.sh .cache/cluster apiserver controllers helm unittest kwok kinds readme
	@$(PY) -m pytest -q -m cluster tests/charts

check-images: $(READY) ## each component from its extra alone, in a clean environment (made once, some minutes), and its bill of materials
	@PYTHON=$(PY) $(PY) -m pytest -q -m images tests/images

check-compose: $(READY) ## compose.yaml: read by the real docker compose, its settings run as processes with TLS and PostgreSQL
	@sh deploy/local/prometheus.sh .cache/prometheus
	@sh deploy/local/cluster.sh .cache/cluster compose
	@PATH="$(CURDIR)/.cache/prometheus/bin:$$PATH" $(PY) -m pytest -q -m cluster tests/containers/test_compose.py

check-tilt: $(READY) ## the Tiltfile, evaluated by the real Tilt (built from Go once, about five minutes)
	@sh deploy/local/cluster.sh .cache/cluster helm tilt
	@$(PY) -m pytest -q -m cluster tests/containers/test_tilt.py

check-workflows: ## .github/workflows, by actionlint (built from Go once)
	@sh deploy/local/cluster.sh .cache/cluster workflows
	@.cache/cluster/bin/actionlint && echo "actionlint: clean"

check-rules: $(READY) ## alerting rules: promtool, and faults caused on a running platform until a real Prometheus fires
	@sh deploy/local/prometheus.sh .cache/prometheus
	@PATH="$(CURDIR)/.cache/prometheus/bin:$$PATH" $(PY) -m pytest -q -m prometheus tests/monitoring/test_rules.py tests/monitoring/test_faults.py

check-alertmanager: $(READY) ## a real Alertmanager takes alerts and passes them on (built from Go once)
	@sh deploy/local/alertmanager.sh .cache/alertmanager
	@PATH="$(CURDIR)/.cache/alertmanager/bin:$$PATH" $(PY) -m pytest -q -m prometheus tests/monitoring/test_alertmanager.py

check-dashboards: $(READY) ## every panel's query on a real Prometheus and a real PostgreSQL of a running platform
	@sh deploy/local/prometheus.sh .cache/prometheus
	@PATH="$(CURDIR)/.cache/prometheus/bin:$$PATH" $(PY) -m pytest -q -m prometheus tests/monitoring/test_panels.py

check-traces: $(READY) ## spans of a running platform, taken by a real OpenTelemetry Collector, built from Go once (about two minutes)
	@sh deploy/local/collector.sh .cache/collector
	@PATH="$(CURDIR)/.cache/collector/bin:$$PATH" $(PY) -m pytest -q -m prometheus tests/monitoring/test_collector.py

pictures: $(READY) ## draw every dashboard for the docs, from its own queries on a running platform
	@sh deploy/local/prometheus.sh .cache/prometheus
	@PATH="$(CURDIR)/.cache/prometheus/bin:$$PATH" PYTHONPATH=.:protos/gen $(PY) -m tests.monitoring.pictures

dashboards: $(READY) ## write deploy/grafana/dashboards from the code
	@$(PY) -m deploy.grafana

lint: $(READY) ## ruff, mypy --strict, import-linter
	@echo "lint: ruff, mypy --strict, import-linter ..."
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy --no-error-summary shared services tests deploy
	@$(VENV)/bin/lint-imports --no-cache >/dev/null || $(VENV)/bin/lint-imports --no-cache

format: $(READY) ## format the code
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

bench: $(READY) ## the figures of docs/figures.md, measured on this machine
	@$(PY) -m bench

backtest: $(BACKTEST)/.ready ## how often projections are right, beside a library's: writes docs/backtest.md and its plots (ten minutes)
	@PYTHONPATH=.:protos/gen:$(BACKTEST) $(PY) -m backtest

$(BACKTEST)/.ready: requirements.backtest.lock $(READY)
	@rm -rf $(BACKTEST)
	@$(PY) -m pip install --disable-pip-version-check --no-input --quiet --no-deps --require-hashes --target $(BACKTEST) -r requirements.backtest.lock
	@touch $@

protos: $(READY) ## generate protos/gen
	@$(PY) -m protos.generate

check-protos: $(READY) ## buf lint (needs Node.js), and that protos/gen is current
	@cd protos && $(BUF) lint && echo "buf lint: clean"
	@$(PY) -m protos.generate --check

docs: $(READY) ## write the pages that follow from the code: settings, metrics
	@$(PY) -m docs.generate

golden: $(READY) ## write the sentences of every shape and verdict anew, to be read in the difference
	@$(PY) -m tests.unit.judgement.wording.goldens && git diff --stat -- tests/unit/judgement/wording/golden

schemas: $(READY) ## write the JSON Schemas of the manifests, and their CustomResourceDefinitions
	@$(PY) -m services.operator.crds.generating
	@$(PY) -c "from pathlib import Path; from shared.plans.schemas import write_schemas; print(write_schemas(Path('plans/schemas')) or 'current')"

clean: ## remove what was built, fetched and run
	@rm -rf $(VENV) .jgo .cache .xiheng xiheng-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(READY): requirements.lock deploy/local/environment.sh
	@sh deploy/local/environment.sh $(VENV)
