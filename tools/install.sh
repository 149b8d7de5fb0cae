#!/usr/bin/env bash
# Brings .venv in step with a requirements file; does nothing when it already is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

wanted="${1:?usage: tools/install.sh requirements.txt}"
python="${PYTHON:-python3}"
stamp=.venv/.installed

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

make_venv() {
    command -v "$python" > /dev/null || fail "Python 3.11 or later is needed: no '$python' was found."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Python 3.11 or later is needed; '$python' is $("$python" -V). Name another: make PYTHON=python3.12 ..."
    if ! "$python" -c 'import ensurepip, venv' 2> /dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
            tools/system_packages.sh python3-venv
        else
            fail "Python's venv module is missing. On Debian: sudo apt-get install python3-venv"
        fi
    fi
    echo "Making .venv with $("$python" -V)"
    "$python" -m venv --clear .venv
}

# One line per requirements file that the environment satisfies.
sums() {
    sha256sum "$@" | cut -d' ' -f1
}

.venv/bin/python -c 'import pip' 2> /dev/null || make_venv
if grep -qsxF "$(sums "$wanted")" "$stamp"; then
    exit 0
fi

echo "Installing $(grep -c '==' "$wanted") packages from $wanted into .venv"
rm -f "$stamp"
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input \
    --require-hashes --requirement "$wanted" ||
    fail "The packages could not be installed. Is a package index reachable (pip config list)?"
# What the tests need contains what the portal needs.
case "$wanted" in
    *-dev.txt) sums "$wanted" requirements.txt > "$stamp" ;;
    *) sums "$wanted" > "$stamp" ;;
esac
