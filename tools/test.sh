#!/usr/bin/env bash
# Every test, with everything it needs. As root on Debian, installs the system packages it lacks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools/install.sh requirements-dev.txt
tools/system_packages.sh postgresql redis-server chromium fonts-noto-cjk ||
    echo "Some of them could not be installed; the tests that need them are skipped."
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
exec .venv/bin/python -m tests.servers tools/suite.sh "$@"
