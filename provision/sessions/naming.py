"""How the children on a tick list are called: no more of the name than tells them apart."""

from collections import Counter


def labels(pupils) -> dict[int, str]:
    """Pupil number → "Amina K."; the whole name where two on the list are called so."""
    rows = list(pupils)
    short = {pupil.pk: short_name(pupil) for pupil in rows}
    counts = Counter(short.values())
    return {p.pk: short[p.pk] if counts[short[p.pk]] == 1 else p.name for p in rows}


def short_name(pupil) -> str:
    last = pupil.last_name[:1]
    return f"{pupil.first_name} {last}." if last else pupil.first_name
