"""The digests of a day against the diary: who gets one, and every day named in it: what is a
person's own, and what of others is so late that it comes to SENCO or head.
"""

import re
from collections import Counter
from datetime import date, datetime
from functools import cache

from reminders.digests import send_due
from reminders.kinds import kinds
from sendcase.outbox.models import Message
from tests.reminders.year import law

HOUR, ROLES = 7, ("senco", "head")
LINE = re.compile(r"- (.*): (?:late, was )?due \w{3} (\d{1,2} \w{3} \d{4})")


def in_the_morning(life, day: date) -> None:
    """Nothing before the hour; at the hour one for each who has something due; again: none."""
    with life.at(day, HOUR - 1, 55):
        assert send_due() == 0, day
    with life.at(day, HOUR):
        wanted = expected(life, day)
        send_due()
        assert send_due() == 0
        assert read(day) == wanted, f"seed {life.seed}, {day}"
        for role in ROLES if wanted else ():
            life.escalated[role] += of_others(life, role, day).total()
    life.mails += len(wanted)


def in_the_evening(life, day: date) -> None:
    """Whoever had theirs gets no second one; whoever had nothing to do this morning, and has now,
    gets their first.
    """
    with life.at(day, 18):
        had, addressed = read(day), set(mails_of(day).values_list("to", flat=True))
        new = {who: lines for who, lines in expected(life, day).items() if who not in addressed}
        send_due()
        assert read(day) == had | new, f"seed {life.seed}, {day}"
    life.mails += len(new)


def expected(life, day: date) -> dict[str, Counter]:
    """Address → the days its mail names."""
    if not law.is_open(day):
        return {}
    people = {person.pk: person.email for person in vars(life.here).values()
              if hasattr(person, "email") and hasattr(person, "memberships")}  # fmt: skip
    found: dict[str, Counter] = {}
    for owner, days in life.diary.told_of(day).items():
        who = getattr(life.here, owner).email if owner in ROLES else people[owner]
        found.setdefault(who, Counter()).update(days)
    for role in ROLES:
        if days := of_others(life, role, day):
            found.setdefault(getattr(life.here, role).email, Counter()).update(days)
    return found


def of_others(life, role: str, day: date) -> Counter:
    return life.diary.come_to(role, getattr(life.here, role).pk, day)


def read(day: date) -> dict[str, Counter]:
    """The same as the mails themselves say it, of the kinds that the diary keeps."""
    found: dict[str, Counter] = {}
    for mail in mails_of(day):
        named = Counter(
            datetime.strptime(due, "%d %b %Y").date()
            for words, due in LINE.findall(mail.text)
            if words not in others()
        )
        if named:
            assert mail.to not in found, f"{mail.to} got two on {day}"
            found[mail.to] = named
    return found


def mails_of(day: date):
    return Message.objects.filter(key__startswith=f"digest:{day.isoformat()}:")


@cache
def others() -> set[str]:
    """The words of kinds that the diary does not keep."""
    kept = {kind.words(None) for key, kind in kinds.items() if key in law.KINDS}
    return {kind.words(None) for kind in kinds.values()} - kept
