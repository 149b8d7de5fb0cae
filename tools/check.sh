#!/usr/bin/env bash
# What can be judged without running a test. Every check runs, so that one does not hide another.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
export PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE=portal.settings.test
status=0

check() {
    local output
    if output="$("$@" 2>&1)"; then
        echo "ok      $*"
    else
        printf 'FAILED  %s\n%s\n' "$*" "$(head -n 60 <<< "$output")"
        status=1
    fi
}

check ruff check .
check ruff format --check .
check lint-imports
check mypy
check python manage.py check
check python manage.py catalogues check
check python manage.py makemigrations --check --dry-run
if command -v shellcheck > /dev/null; then
    check shellcheck tools/*.sh .ci/run deploy/*.sh
else
    echo "skipped shellcheck: not installed"
fi
exit "$status"
