# One image for every process of the portal: web, worker, beat, relay, migrate.
# Nothing is written outside /tmp, /srv/media and /srv/heads, so its root may be read-only.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --home-dir /tmp portal \
    && install -d -o portal -g portal /srv/media /srv/heads

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    WARDPORTAL_VAR=/srv/portal/var \
    MEDIA_ROOT=/srv/media \
    HEAD_BOOK=/srv/heads/heads.jsonl

WORKDIR /srv/portal
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY . .

# The static files belong to the image. Settings refuse to load without secrets, so
# this step gets throw-away ones; none of them is kept in the image.
RUN DATABASE_URL=postgres://build/build SECRET_KEY=build ALLOWED_HOSTS=build \
    FIELD_KEYS="build:$(head -c 32 /dev/zero | base64)" \
    python manage.py collectstatic --noinput --verbosity 0

USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "deploy/healthcheck.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn_conf.py", "--bind", "0.0.0.0:8000", "wardportal.wsgi"]
