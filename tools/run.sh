#!/usr/bin/env bash
# The portal on this machine, with its embedded default: SQLite in var/, no other server.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools/install.sh requirements.txt
export DEMO="${DEMO:-true}"
export CANONICAL_ORIGIN="${CANONICAL_ORIGIN:-http://127.0.0.1:${PORT:-8000}}"
exec .venv/bin/python manage.py serve
