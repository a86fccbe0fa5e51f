#!/bin/sh
# Two users for a new PostgreSQL database: OWNER upgrades, SITE is what the site runs as.
# docker-compose.yml has the database run it once, when its volume is empty.
set -eu
psql --set ON_ERROR_STOP=1 --no-password --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set owner="${OWNER:-sendcase}" --set owner_password="$OWNER_PASSWORD" \
  --set site="${SITE:-sendcase_site}" --set site_password="$SITE_PASSWORD" \
  --set database="$POSTGRES_DB" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"site" LOGIN PASSWORD :'site_password';
ALTER DATABASE :"database" OWNER TO :"owner";
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"site";
SQL
