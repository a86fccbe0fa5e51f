"""Exit 0 if the PostgreSQL or Redis at the given address answers: python -m scripts.answers URL."""

import sys

import psycopg2
import redis


def answers(url: str) -> bool:
    try:
        if url.startswith("redis"):
            return bool(redis.Redis.from_url(url, socket_connect_timeout=1).ping())
        # The tests make their own database; this only asks whether the server lets us in.
        server = url.rsplit("/", 1)[0] + "/postgres"
        psycopg2.connect(server, connect_timeout=2).close()
    except (OSError, psycopg2.Error, redis.RedisError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(not answers(sys.argv[1]))
