"""The page of jobs and queues, as plain text: for a terminal and for /health/queues/."""

from sendcase import queues
from sendcase.vitals import lasting

HEAD = ("Queue", "Kind", "State", "Number", "Oldest")


def page() -> str:
    """Names no person and no school."""
    found = queues.lines()
    text = table([HEAD, *map(cells, found)]) if found else "Nothing waits, and nothing failed."
    broken = [
        f"job {pk} ({kind}), begun {at:%Y-%m-%d %H:%M}: {rows} failed on our side"
        for pk, kind, rows, at in queues.broken_jobs()
    ]
    return "\n".join([text, "", *parts(), *(["", *broken] if broken else [])]) + "\n"


def parts() -> list[str]:
    """When each was last at work, and what lies with the broker."""
    number = queues.nudges()
    return [
        *(f"{name}: {'never seen' if at is None else f'{lasting(at)} ago'}"
          for name, at in queues.seen()),
        "broker: it does not answer" if number is None else f"broker: {number} nudges lie there",
    ]  # fmt: skip


def cells(line: queues.Line) -> tuple[str, ...]:
    return line.queue, line.kind, line.state, str(line.number), lasting(line.oldest)


def table(rows: list[tuple[str, ...]]) -> str:
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(each, wide, strict=True)).rstrip()
        for each in rows
    )
