"""What a change of the policy means for letters home, in counts."""

from collections.abc import Iterable

from letters.chasers.services import STILL_DAYS
from letters.deadlines import WAITS_HERE, awaits_answer
from letters.models import Letter
from schools.policy.consequences import Said, some


def effects(school, before, after) -> Iterable[Said]:
    was, now = before["rules"], after["rules"]
    url = f"/{school.slug}/letters/"
    letters = Letter.objects.filter(school=school)
    if was["letters_signed_by"] != now["letters_signed_by"]:
        waiting = letters.filter(state__in=WAITS_HERE)
        if n := waiting.exclude(signed_by=now["letters_signed_by"]).count():
            keep = some(n, "letter waits here: it keeps its", "letters wait here: they keep their")
            yield Said(f"{keep} signer. The next one prepared has the new one.", url)
    chasing = ("chase_times", "chase_days")
    if any(was.get(name) != now.get(name) for name in chasing):
        waiting = letters.filter(purpose="chaser", state__in=WAITS_HERE).count()
        if waiting:
            keep = some(waiting, "letter that asks again waits", "letters that ask again wait")
            yield Said(f"{keep} here already: withdraw what is not wanted.", url)
        yield Said(
            "The next night asks again by the new rule, also about letters sent before, where the "
            f"day for an answer was over within the last {STILL_DAYS // 7} weeks."
        )
    if was["letter_answer_days"] != now["letter_answer_days"]:
        sent = letters.filter(state=Letter.State.ISSUED)
        if n := sum(awaits_answer(letter) for letter in sent):
            keep = some(n, "letter waits for its answer", "letters wait for their answers")
            yield Said(f"{keep}: the day on the paper stays.", url)
