#!/usr/bin/env bash
# The tests of faults: a portal of their own is killed, frozen and set wrong (docs/operations/faults.md).
#   tools/faults.sh [ci|full] [arguments for pytest]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

size="${1:-full}"
[ "$#" -eq 0 ] || shift
case "$size" in
    ci) chosen="faults_ci" full="" ;;
    full) chosen="faults" full=1 ;;
    *)
        echo "usage: tools/faults.sh [ci|full] [arguments for pytest]" >&2
        exit 2
        ;;
esac
if [ "$size" = full ]; then
    tools/install.sh requirements-dev.txt
    tools/system_packages.sh postgresql redis-server
fi
FAULTS_FULL="$full" exec .venv/bin/python -m pytest tests/faults -m "$chosen" --tb=short -ra --durations=5 "$@"
