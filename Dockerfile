# One image for web, worker, beat and upgrade; docker-compose.yml gives each its command.
FROM python:3.13-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app sendcase
WORKDIR /app
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt
COPY --chown=root:root . .
# Static files do not depend on any secret; these values exist only while the image is built.
RUN SENDCASE_MODE=embedded DATA_DIR=/tmp/build STATIC_ROOT=/app/staticfiles \
    python manage.py collectstatic --noinput --verbosity 0 --ignore letters \
 && rm -rf /tmp/build && mkdir -p /data && chown sendcase /data
ENV SENDCASE_MODE=production DATA_DIR=/data STATIC_ROOT=/app/staticfiles
USER sendcase
EXPOSE 8000
CMD ["gunicorn", "sendcase.wsgi", "--config", "gunicorn.conf.py"]
