"""A year of school life, day by day, against a diary kept beside it by the rules of law and policy.

Half a term here; in `make faults` the whole year, with three seeds.
"""

from datetime import date

import pytest

from reminders.kinds import kinds
from tests.faults.harness import ROUNDS, seeds
from tests.reminders.year import law
from tests.reminders.year.hands import HANDS
from tests.reminders.year.life import Life

WHOLE = ROUNDS > 1  # make faults
HALF_A_TERM, A_YEAR = date(2026, 10, 25), date(2027, 8, 31)
PAPER = b"%PDF-1.7 stands for the paper"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_paper_is_made(monkeypatch):
    for place in ("iep.printing", "ehcp.reviews.after.printing", "ehcp.plans.printing",
                  "reports.board.printing"):  # fmt: skip
        monkeypatch.setattr(f"{place}.render_pdf", lambda html: PAPER)
    monkeypatch.setattr("reports.public.printing.render_sheet", lambda sheet: PAPER)
    monkeypatch.setattr("iep.handover.printing.render_many", lambda pages: [PAPER] * len(pages))
    monkeypatch.setattr("letters.paper.whole_pdf", lambda letter, content, **also: PAPER)


# Kinds that no person ends by a hand of their own: why.
NO_HAND = {
    "ehc-plan-review": "moves on with the authority’s decision: hands_beside.decide",
    "ehc-review-transfer": "ends with the final plan: hands_beside.final",
    "next-plan": "shared on a day of its own, some time after the review: hands.next_plan",
}


def test_every_kind_of_deadline_is_in_the_diary_and_somebody_there_ends_it():
    assert set(kinds) == law.KINDS
    assert set(kinds) - set(HANDS) == set(NO_HAND)


def test_every_deadline_of_half_a_term_opens_moves_and_ends_as_the_diary_says():
    life = Life(seed=21, recount_each=7)  # one in which much happens early
    life.live(HALF_A_TERM)
    assert life.mails > 30
    assert life.diary.met_in_time and life.diary.met_late


@pytest.mark.faults
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not WHOLE, reason="a whole year: make faults")
@pytest.mark.parametrize("seed", seeds()[:3])
def test_every_deadline_of_a_year_does(seed):
    print(f"FAULT_SEED={seed}", flush=True)
    life = Life(seed)
    life.live(A_YEAR)
    print(told(life), flush=True)


def told(life) -> str:
    diary = life.diary
    kinds = "\n".join(
        f"  {kind}: {diary.opened[kind]} opened, {diary.met_in_time[kind]} met in time, "
        f"{diary.met_late[kind]} late, {diary.dropped[kind]} fell away"
        for kind in sorted(diary.opened)
    )
    return (
        f"seed {life.seed}: {sum(diary.opened.values())} deadlines, {life.mails} mails; lines of "
        f"others in the SENCO’s {life.escalated['senco']}, in the head’s {life.escalated['head']}"
        f"\n{kinds}"
    )
