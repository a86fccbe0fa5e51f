"""Into which group of Today an open deadline falls: each into exactly one. Why so:
docs/decisions/todays-groups.md.
"""

from datetime import date, timedelta

from django.db.models import Case, CharField, Q, Value, When

WEEK_DAYS = 7
STUCK_DAYS = 14  # late for longer than this, it does not go on by itself
GROUPS = {
    "late": ("Late", "late"),
    "today": ("Due today", "soon"),
    "week": ("Due in the next seven days", "soon"),
    "waiting": ("Waiting for others", "plain"),
    "stuck": ("Stuck", "late"),
    "later": ("Later", "plain"),
    "off": ("Put off", "plain"),
}
MEANS = {
    "stuck": f"Waited for and late, or late for more than {STUCK_DAYS} days. Ring, ask somebody "
    "else, or put it off with a reason.",
    "off": "Each comes back on the day beside it.",
}


def put_off(today: date) -> Q:
    """Somebody put it off, and the day on which it comes back is still to come."""
    return Q(put_off_until__gt=today)


def stands_on(row: dict) -> date:
    """The day of a line in a calendar or a forecast: where it was put off beyond its due day, the
    one on which it is back; a day of the law stays. row: due_on, is_legal, put_off_until.
    """
    if row["is_legal"] or row["put_off_until"] is None:
        return row["due_on"]
    return max(row["due_on"], row["put_off_until"])


def group_filter(name: str, today: date) -> Q:
    late, waiting = Q(due_on__lt=today), Q(is_waiting=True)
    long_late = Q(due_on__lt=today - timedelta(days=STUCK_DAYS))
    week = today + timedelta(days=WEEK_DAYS)
    if name == "off":
        return put_off(today)
    return (
        ~put_off(today)
        & {
            "late": late & ~long_late & ~waiting,
            "today": Q(due_on=today) & ~waiting,
            "week": Q(due_on__gt=today, due_on__lte=week) & ~waiting,
            "waiting": waiting & ~late,
            "stuck": long_late | (waiting & late),
            "later": Q(due_on__gt=week) & ~waiting,
        }[name]
    )


def sorted_into(today: date) -> Case:
    """The name of the group of each row; the first that fits, so that each asks for little."""
    ways = (
        ("off", {"put_off_until__gt": today}),
        ("stuck", {"due_on__lt": today - timedelta(days=STUCK_DAYS)}),
        ("stuck", {"due_on__lt": today, "is_waiting": True}),
        ("waiting", {"is_waiting": True}),
        ("late", {"due_on__lt": today}),
        ("today", {"due_on": today}),
        ("week", {"due_on__lte": today + timedelta(days=WEEK_DAYS)}),
    )
    whens = [When(**fits, then=Value(name)) for name, fits in ways]
    return Case(*whens, default=Value("later"), output_field=CharField())
