#!/usr/bin/env bash
# Measures what has a goal (bench/results.py); arguments name single figures. Best on a quiet machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools/install.sh requirements-dev.txt
tools/system_packages.sh postgresql
exec .venv/bin/python -m bench "$@"
