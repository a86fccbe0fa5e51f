"""What stands open about the children of a class, said in a few words on the meeting's page.

Apps to the right add theirs in AppConfig.ready(): sign(user, numbers of pupils) →
[(number, words)], in one query.
"""

from collections.abc import Callable, Iterable

from referrals.models import Referral

Sign = Callable[[object, Iterable[int]], Iterable[tuple[int, str]]]
signs: list[Sign] = []


def open_referrals(user, pupils) -> Iterable[tuple[int, str]]:
    """As far as this person may see them: a draft is its author's."""
    rows = Referral.objects.visible_to(user).open().filter(pupil__in=pupils)
    for number, state in rows.values_list("pupil", "state"):
        yield number, "Referral begun" if state == "draft" else "Referral open"


signs.append(open_referrals)
