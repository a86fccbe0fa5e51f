"""Papers printed ahead: while a row is written, the paper of a later one is made beside it.

A row holds the database for as long as it runs; making PDFs in it would keep everybody else from
saving, and one of the two cores idle. What was not made ahead (after a restart, or because it
failed) is made when it is asked for.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection, transaction

AT_ONCE = 2
_pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="demo-paper")
_papers: dict[tuple, Future] = {}


def begin(key: tuple, make: Callable) -> None:
    """Make it once the caller's transaction is committed: before, other threads see nothing."""
    transaction.on_commit(lambda: _papers.setdefault(key, _pool.submit(_made, make)), robust=True)


def take(key: tuple, make: Callable):
    """What was made ahead, once; else made now."""
    paper = _papers.pop(key, None)
    if paper is not None and paper.exception() is None:
        return paper.result()
    return make()


def _made(make: Callable):
    try:
        return make()
    finally:
        connection.close()
