"""The words that come with the system: readable, complete, and about nobody in particular."""

import re

import pytest

from letters import merge, starters, wording
from letters.purposes import purposes
from letters.wordings import checks, reading
from sendcase.prose import Said

BY_HAND = {
    "review-invitation", "meeting-invitation", "agency-consent", "sharing-consent",
    "photo-consent", "annual-review-invitation", "advice-request", "annual-review-report",
    "specialist-advice", "annual-report", "plan-shared", "parent-meeting-invitation",
}  # fmt: skip
PREPARED = {
    "placed-on-register", "support-started", "stage-up", "stage-down",
    "left-register", "consent-confirmed", "chaser", "annual-review-professional",
    "agency-advice", "agency-request",
}  # fmt: skip
TEXTS = [(key, young) for key in sorted(BY_HAND | PREPARED | {"stage-changed"})
         for young in (False, True)]  # fmt: skip


def text_of(key, young):
    return wording.default(key, for_young_person=young)


def test_every_purpose_is_here():
    assert set(purposes) == BY_HAND | PREPARED | {"stage-changed"}
    assert {key for key, purpose in purposes.items() if purpose.by_hand} == BY_HAND
    assert purposes["stage-changed"].superseded


@pytest.mark.parametrize(("key", "young"), TEXTS)
def test_an_eleven_year_old_can_read_it(key, young):
    texts, values = text_of(key, young), merge.examples(key)

    assert reading.grade_of(texts, values) <= 6.0
    said = Said(reading.read_aloud(texts, values))
    assert max(len(Said(each).words) for each in said.sentences) <= 30


@pytest.mark.parametrize(("key", "young"), TEXTS)
def test_it_names_only_fields_we_know_all_facts_and_both_contacts(key, young):
    texts = text_of(key, young)
    for part in texts.values():
        merge.check(part, key)

    assert set(checks.unused(texts, key)) <= {"register_name", "stage_name"}
    assert checks.missing_contacts(texts) == []


@pytest.mark.parametrize(("key", "young"), TEXTS)
def test_it_speaks_to_its_reader_and_guesses_no_pronoun(key, young):
    texts = text_of(key, young)
    words = " ".join(texts.values())

    assert not re.search(r"\b(he|she|him|her|his|hers)\b", words, re.I)
    assert bool(texts["slip"]) is (key != "consent-confirmed")
    if not purposes[key].outside:
        assert ("your child" in words) is not young
        assert ("{pupil_name}" in texts["slip"]) is not (young or not texts["slip"])


def test_the_report_of_an_annual_review_says_how_to_disagree():
    for young in (False, True):
        body = text_of("annual-review-report", young)["body"]
        for term in ("four weeks from the meeting", "Mediation", "within two months of the letter",
                     "one month of the certificate", "Tribunal", "no certificate if"):  # fmt: skip
            assert term in body


def test_a_yes_is_asked_for_and_may_be_taken_back():
    for key, kind in (("agency-consent", "agency"), ("sharing-consent", "sharing"),
                      ("photo-consent", "photo")):  # fmt: skip
        assert purposes[key].consent == kind
        for young in (False, True):
            body = text_of(key, young)["body"]
            assert "only do this if you agree" in body
            assert "change your mind at any time" in body
            assert "{until_day}" in body


def test_what_a_person_types_has_an_example_and_what_meets_asks_when():
    for purpose in starters.PURPOSES:
        assert set(purpose.asked) <= set(purpose.facts)
        assert all(each.label and each.example for each in purpose.asked.values())
        assert purpose.meets is (purpose.key.endswith("invitation"))
        optional = {name for name, each in purpose.asked.items() if not each.required}
        assert optional <= merge.OPTIONAL
