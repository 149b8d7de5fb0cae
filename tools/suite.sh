#!/usr/bin/env bash
# The checks, then every test on SQLite, then what depends on the database again on PostgreSQL.
# Run through tools/test.sh, which provides the servers. Arguments go to pytest.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT
failed=()

# stage NAME COMMAND...: every stage runs, so that one failure does not hide another.
stage() {
    local name="$1" began=$SECONDS
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed+=("$name")
    printf '== %s took %d s\n' "$name" $((SECONDS - began))
}

# tests NAME ARGUMENTS...: one run of pytest, counted in the closing line. The plain distribution
# keeps the order in each worker: tests that empty the tables come last.
tests() {
    local name="$1"
    shift
    .venv/bin/python -m pytest --numprocesses 2 --dist load --tb=short -ra --durations=10 \
        --junitxml="$results/$name.xml" "$@"
}

stage "checks" tools/check.sh
# The catalogues are compiled here, not kept: the tests read them as visitors do.
stage "message catalogues" env DJANGO_SETTINGS_MODULE=portal.settings.test \
    .venv/bin/python manage.py catalogues compile
stage "tests on SQLite" tests sqlite -m "not postgresql and not faults" "$@"
if [ -n "${TEST_DATABASE_URL:-}" ]; then
    DATABASE_URL="$TEST_DATABASE_URL" stage "tests on PostgreSQL" tests postgresql \
        -m "(postgresql or databases) and not faults" "$@"
else
    echo "Skipped: the tests on PostgreSQL, because no server answers and none could be started."
    if [ -n "${CI:-}" ]; then failed+=("PostgreSQL is missing"); fi
fi
# Real processes, killed and frozen, on servers of their own: one after the other, by themselves.
stage "faults" tools/faults.sh ci --junitxml="$results/faults.xml" "$@"

printf '\n'
for name in "${failed[@]}"; do echo "FAILED: $name"; done
.venv/bin/python tools/tally.py "$results"/*.xml
[ "${#failed[@]}" -eq 0 ]
