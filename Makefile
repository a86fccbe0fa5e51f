# Two commands: make run, make test. The others are for those who change or operate it.
.PHONY: run test faults bench lint types lock css clean
PYTHON := .venv/bin/python

run: ## the site with its worker and three demo schools, at http://localhost:8000 (PORT=…)
	@scripts/setup run
	@DEMO=true SECOND_FACTOR=off SENDCASE_MODE=embedded $(PYTHON) manage.py embedded

test: ## every test, on SQLite, and on PostgreSQL and Redis where they answer
	@scripts/setup dev
	@scripts/test

faults: ## kills, restarts and floods, at full size, and new examples for what holds for any
	@scripts/setup dev
	@FAULT_ROUNDS=50 .venv/bin/pytest -m "faults or hypothesis" -n0 -s

bench: ## the figures of docs/performance.md, against the floor
	@scripts/setup dev
	@$(PYTHON) -m benchmarks
	@$(PYTHON) -m benchmarks.many

lint:
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports

types:
	@.venv/bin/mypy

lock: ## write requirements*.txt anew from requirements*.in
	@.venv/bin/python -m pip install --quiet uv
	@for name in requirements requirements-dev requirements-setup; do \
	  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    $$name.in -o $$name.txt; done

css: ## build static/css from styles/ (needs Node.js; only after a style changed)
	@cd styles && npm ci --silent && npm run --silent build
