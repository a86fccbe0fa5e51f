"""What somebody may know a day of, and which dates the law counts from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ehcp import clock
from ehcp.clock import Due


@dataclass(frozen=True)
class Anchor:
    """work(day, second day or None) gives its dates; second: the question for another day."""

    key: str
    group: str
    words: str
    work: Callable[[date, date | None], list[Due]]
    second: str = ""
    needs_second: bool = False
    for_a_year: bool = True  # makes sense as a table of every school day


def each(*rules) -> Callable[[date, date | None], list[Due]]:
    return lambda day, _: [rule(day) for rule in rules]


def _issued(day, _):
    due = clock.first_review_complete(day)
    return [clock.latest_meeting(due.on), due]


def _completed(day, _):
    due = clock.next_review_complete(day)
    return [clock.early_years_review(day), clock.latest_meeting(due.on), due]


def _meeting(day, notice):
    rules = (clock.invite_by, clock.circulate_advice_by, clock.report_due, clock.la_decision)
    return [rule(day) for rule in rules] + [clock.final_amended_plan(day, notice)]


def _transfer(is_post_16):
    def work(day, _):
        year = day.year
        return [
            clock.latest_meeting_before_transfer(year, from_secondary_to_post_16=is_post_16),
            clock.phase_transfer(year, from_secondary_to_post_16=is_post_16),
        ]

    return work


def _moved(day, last):
    return [clock.new_authority_tells(day), clock.new_authority_reviews(day, last)]


def _letter(day, certificate):
    return [clock.contact_mediation_adviser(day), clock.appeal_received(day, certificate)]


ASSESSMENT, REVIEW, CHANGE, DISPUTE = (
    "Needs assessment", "Annual review", "Moving on", "When a family disagrees",
)  # fmt: skip
ANCHORS = (
    Anchor("meeting", REVIEW, "The review meeting is held", _meeting,
           second="The authority’s notice of changes, if it has come"),
    Anchor("issued", REVIEW, "A plan was issued for the first time", _issued),
    Anchor("completed", REVIEW, "The last review was completed: the authority’s decision",
           _completed),
    Anchor("notice", REVIEW, "The authority’s notice of changes reached the family",
           each(clock.response_to_amendments, clock.decides_not_to_amend)),
    Anchor("term", REVIEW, "A term begins", each(clock.term_list), for_a_year=False),
    Anchor("request", ASSESSMENT, "The authority received the request",
           each(clock.decide_to_assess, clock.refuse_to_issue, clock.final_plan)),
    Anchor("advice", ASSESSMENT, "The authority asked the school for advice",
           each(clock.advice_due)),
    Anchor("draft", ASSESSMENT, "A draft plan reached the family", each(clock.parent_response)),
    Anchor("consulted", ASSESSMENT, "The school was consulted about a place",
           each(clock.school_consult_reply)),
    Anchor("assessed", ASSESSMENT, "The last assessment", each(clock.reassessment_bar_ends)),
    Anchor("reassess", ASSESSMENT, "The authority received a request for a new assessment",
           each(clock.reassess_decision)),
    Anchor("reassessing", ASSESSMENT, "The authority decided to assess again",
           each(clock.reassess_final_plan)),
    Anchor("transfer", CHANGE, "A child changes school: any day of that year", _transfer(False),
           for_a_year=False),
    Anchor("post16", CHANGE, "A young person moves from secondary to post-16: any day of that year",
           _transfer(True), for_a_year=False),
    Anchor("post16other", CHANGE, "A young person moves between post-16 settings",
           each(clock.post_16_transfer)),
    Anchor("moved", CHANGE, "The family moved to another authority", _moved,
           second="When the last review was completed", needs_second=True, for_a_year=False),
    Anchor("letter", DISPUTE, "The date on the authority’s decision letter", _letter,
           second="The date on the mediation certificate, if there is one"),
    Anchor("refused", DISPUTE, "The family told the adviser that it wants no mediation",
           each(clock.mediation_certificate)),
    Anchor("mediation", DISPUTE, "The family asked for mediation", each(clock.mediation_held)),
)  # fmt: skip
BY_KEY = {anchor.key: anchor for anchor in ANCHORS}


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped, for a select."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for anchor in ANCHORS:
        groups.setdefault(anchor.group, []).append((anchor.key, anchor.words))
    return list(groups.items())
