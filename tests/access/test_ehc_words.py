"""Words are planted in every section of an EHC plan and in its review, then every page, list and
paper is asked by everybody who may not read them.
"""

import re

import pytest

from tests.access.asking import ask, undone
from tests.access.records_ehc_after import HELD
from tests.access.rows import GET

pytestmark = pytest.mark.django_db
PLANTED = re.compile(r"quincunx-\w+")
TEACHER_MAY, SUPPORT_MAY = ("quincunx-B", "quincunx-E", "quincunx-F"), ("quincunx-E", "quincunx-F")
NOBODY = ("other_teacher", "other_support", "governor", "office", "trust_lead", "guest", "leaver")


@pytest.fixture(scope="module")
def planted(cast):
    """The live rows of the plan, and of a review that was held."""
    at = cast.a
    with undone():
        for plan in (at.ehc_plan, at.ehc_told_plan, at.ehc_unreviewed, at.ehc_held.plan):
            plan.sections.all().delete()
            for letter in ("A", "C", "D", "G", "H1", "H2", "I", "J", "K"):
                plan.sections.create(letter=letter, words=f"quincunx-{letter}")
            for name, letter in (("ehcneeds", "B"), ("ehcoutcomes", "E"), ("ehcprovisions", "F")):
                getattr(plan, name).update(words=f"quincunx-{letter}")
        for review in (at.ehc_held, at.ehc_meeting, at.ehc_reported):
            type(review).objects.filter(pk=review.pk).update(
                pupil_views="quincunx-said", family_views="quincunx-home",
                differing_views="quincunx-differ", asks_words="quincunx-asks",
            )  # fmt: skip
            review.invitations.update(advice_words="quincunx-advice", advice_on=HELD)
            review.changes.update(words="quincunx-change")
        yield cast


def read_by(cast, actor) -> dict[str, set[str]]:
    """Label → the planted words on the page, of all that open for this person."""
    found = {}
    for row in (row for row in GET if row.expected[actor] == 200):
        response = ask(cast, actor, "get", row.address(cast.a)).response
        body = b"".join(response.streaming_content) if response.streaming else response.content
        words = {
            w.strip('.,:;<>"&') for w in body.decode(errors="ignore").split() if "quincunx-" in w
        }
        if words:
            found[row.label] = words
    return found


@pytest.mark.parametrize("actor", NOBODY)
def test_who_may_not_reads_no_section_and_no_word_of_a_review(planted, actor):
    assert read_by(planted, actor) == {}


@pytest.mark.parametrize("actor, may", [("own_teacher", TEACHER_MAY), ("own_support", SUPPORT_MAY)])
def test_who_works_with_the_child_reads_what_was_kept_of_their_sections(planted, actor, may):
    """The live rows hold what is proposed: they read the version that was kept, so none of it."""
    read = read_by(planted, actor)
    assert {
        word for words in read.values() for word in words if not any(m in word for m in may)
    } == (set())


def test_the_senco_reads_them_so_the_tests_above_prove_something(planted):
    for label, words in (("ehc_plans:page ehc_plan", ("A", "B", "H1", "K")),
                         ("ehc_reviews:meeting ehc_held", ("said", "home", "asks")),
                         ("ehc_reviews:report ehc_held", ("differ", "advice"))):  # fmt: skip
        row = next((row for row in GET if row.label == label), None)
        address = (
            row.address(planted.a) if row else f"/ehc-reviews/{planted.a.ehc_held.pk}/meeting/"
        )
        text = ask(planted, "senco", "get", address).response.content.decode()
        assert [word for word in words if f"quincunx-{word}" not in text] == [], label
