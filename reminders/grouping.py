"""Into which group of Today an open deadline falls: each into exactly one. Why so:
docs/decisions/todays-groups.md.
"""

from datetime import date, timedelta

from django.db.models import Func, IntegerField, Q

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


NAMED = {name: f"'{name}'" for name in GROUPS}
NUMBERED = {name: number for number, name in enumerate(GROUPS)}


def group_sql(put_off: str, due: str, waiting: str, today: date, said=NAMED) -> str:
    """The group of a row with these columns, by name, or by number as `said`; the first that fits,
    so that each asks for little.
    """
    long_ago = (today - timedelta(days=STUCK_DAYS)).isoformat()
    week = (today + timedelta(days=WEEK_DAYS)).isoformat()
    return (
        f"CASE WHEN {put_off} > '{today}' THEN {said['off']}"
        f" WHEN {due} < '{long_ago}' THEN {said['stuck']}"
        f" WHEN {due} < '{today}' AND {waiting} THEN {said['stuck']}"
        f" WHEN {waiting} THEN {said['waiting']} WHEN {due} < '{today}' THEN {said['late']}"
        f" WHEN {due} = '{today}' THEN {said['today']}"
        f" WHEN {due} <= '{week}' THEN {said['week']} ELSE {said['later']} END"
    )


class PlaceInGroup(Func):
    """1 for the row of its group that is due first. By hand: a Window takes twice as long to put
    together; and to sort by words takes twice as long as by numbers.
    """

    output_field = IntegerField()

    def __init__(self, today: date):
        super().__init__("put_off_until", "due_on", "is_waiting", "pk")
        self.today = today

    def as_sql(self, compiler, connection, **context):
        *about, pk = (compiler.compile(each)[0] for each in self.source_expressions)
        group = group_sql(*about, self.today, NUMBERED)
        return f"ROW_NUMBER() OVER (PARTITION BY {group} ORDER BY {about[1]}, {pk})", []
