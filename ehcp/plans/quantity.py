"""How much of a provision, in words: “30 minutes, twice a week, in a group of 3, by …”. Pure."""

TIMES = {1: "once", 2: "twice"}
PER = {"day": "a day", "week": "a week", "term": "a term", "year": "a year"}


def in_words(row: dict) -> str:
    """row: minutes, times, per, group_size, who; empty where nothing is said."""
    said = []
    if row["minutes"]:
        said.append(length(row["minutes"]))
    if row["times"] and row["per"]:
        times = TIMES.get(row["times"], f"{row['times']} times")
        said.append(f"{times} {PER[row['per']]}")
    if row["group_size"]:
        size = row["group_size"]
        said.append("alone" if size == 1 else f"in a group of {size}")
    if row["who"]:
        said.append(f"by {row['who']}")
    return ", ".join(said)


def length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minutes"
    said = "1 hour" if hours == 1 else f"{hours} hours"
    return f"{said} {rest} minutes" if rest else said


def missing(row: dict) -> str:
    """What the line does not say of how much: a sentence, or nothing."""
    lacks = [
        words
        for is_said, words in (
            (row["minutes"], "how long"),
            (row["times"] and row["per"], "how often"),
            (row["who"], "by whom"),
        )
        if not is_said
    ]
    if not lacks:
        return ""
    *first, last = lacks
    listed = f"{', '.join(first)} or {last}" if first else last
    return f"The plan does not say {listed}."
