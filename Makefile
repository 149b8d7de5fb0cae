# The commands of the portal. A newcomer needs two of them: make run, make test.
.DEFAULT_GOAL := help
.PHONY: help run test faults bench check format lock wheels messages clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## The portal at http://127.0.0.1:8000 with demonstration content (PORT=..., DEMO_PASSWORD=...)
	@exec tools/run.sh

test: ## Every test, on SQLite and PostgreSQL, in the browser; installs what is missing
	@exec tools/test.sh

faults: ## The tests of faults at full size: processes killed and frozen for real
	@exec tools/faults.sh full

bench: ## Measure what has a goal; writes bench/results.json and bench/RESULTS.md
	@exec tools/bench.sh

check: ## The checks without tests: style, layers, migrations, scripts
	@tools/install.sh requirements-dev.txt
	@exec tools/check.sh

format: ## Lay out the Python code
	@tools/install.sh requirements-dev.txt
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format .

lock: ## Write uv.lock and the requirement files from pyproject.toml (UPGRADE=1 takes newer versions)
	@tools/install.sh requirements-dev.txt
	@.venv/bin/python tools/lock.py $(if $(UPGRADE),--upgrade)

wheels: ## Fetch every locked package into .wheels/, to install where there is no network
	@tools/install.sh requirements.txt
	@.venv/bin/python -m pip download --quiet --quiet --require-hashes --dest .wheels --requirement requirements-dev.txt

messages: ## Bring the message catalogues in step with the code and compile them
	@tools/install.sh requirements-dev.txt
	@.venv/bin/python manage.py catalogues extract
	@.venv/bin/python manage.py catalogues compile

clean: ## Remove what was built; the data in var/ stays
	@rm -rf .venv .wheels .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache htmlcov .coverage
	@find . -name __pycache__ -prune -exec rm -rf {} +
