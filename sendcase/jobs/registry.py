"""Kinds of long work. The app that knows how registers it from its AppConfig.ready()."""

from collections.abc import Callable

kinds: dict[str, Callable] = {}
befores: dict[str, Callable] = {}
afters: dict[str, Callable] = {}


class RowFailed(Exception):
    """This row cannot be done; its text says why, to the person. The other rows go on."""


def job_kind(name: str, before: Callable | None = None, after: Callable | None = None):
    """Declare fn(job, row) → dict | None. It runs in one transaction with the row's state.

    before(job, row): long thinking without the transaction, for SQLite has one writer; it may read
    and must not write. fn then is fn(job, row, what it returned).

    after(job): once, when no row waits any more and whatever became of them; again where the worker
    was killed meanwhile.

    Raise RowFailed("why") for a row that cannot be done. An effect outside the database must
    be safe to repeat: a worker killed before the commit leaves the row waiting.
    """

    def register(fn):
        if kinds.setdefault(name, fn) is not fn:
            raise ValueError(f"two kinds of job are called {name}")
        if before is not None:
            befores[name] = before
        if after is not None:
            afters[name] = after
        return fn

    return register
