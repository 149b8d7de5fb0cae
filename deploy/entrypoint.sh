#!/bin/sh
# One image, several programs: web, worker, beat, clock, and migrate, which runs once and ends.
set -eu

case "${1:-}" in
    web)
        exec gunicorn portal.wsgi:application --bind 0.0.0.0:8000 \
            --workers "${WEB_WORKERS:-2}" --threads "${WEB_THREADS:-4}" --worker-tmp-dir /dev/shm \
            --max-requests 5000 --max-requests-jitter 500 --no-control-socket --access-logfile -
        ;;
    worker)
        exec celery --app portal worker --loglevel info --queues deadlines,celery \
            --concurrency "${WORKER_CONCURRENCY:-2}"
        ;;
    beat) exec celery --app portal beat --loglevel info --schedule /tmp/beat --pidfile= ;;
    clock) exec python manage.py clock ;;
    migrate)
        python manage.py migrate --noinput
        python manage.py load_register
        # After the restore of an older backup; the web refuses readers while this cannot be done.
        python manage.py takedown_ledger replay --apply \
            || echo "the takedown ledger is not settled: no public page will be served" >&2
        exec python manage.py collectstatic --noinput
        ;;
    *) exec "$@" ;;
esac
