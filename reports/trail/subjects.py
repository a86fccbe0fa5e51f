"""The subjects of a trail, each by its days. Every list is of one child, as far as whoever asked
for the trail reads it.
"""

from datetime import timedelta

from ehcp.packs.gathering import reports, support
from ehcp.packs.gathering.given import blocks as given_blocks
from ehcp.packs.sheets import Block
from ehcp.requests.models import AssessmentRequest
from ehcp.reviews.models import AnnualReview
from iep.content import of_version
from iep.models import PlanVersion, Review, SupportPlan
from letters.listing import title_of
from letters.voice import showing as words
from letters.voice.models import FamilyWord
from provision.family_meetings import showing as meetings
from provision.family_meetings.models import ParentMeeting
from provision.ledger import reading
from provision.ledger.reading import Window
from provision.models import Promise
from pupils.models import PupilProfile, PupilView
from pupils.profile import questions
from pupils.wording import age_text, day_text
from referrals.models import Referral
from referrals.presenting import history
from referrals.printing import day as birthday
from register import codes
from register.models import RegisterEntry
from reports.trail.case import TrailCase
from sendcase import moment
from sendcase.moment import LONDON

YEAR = timedelta(days=365)  # of what was promised and given
REVIEW_DAYS = (
    ("meeting_on", "Meeting planned for"), ("invited_on", "Invited"),
    ("circulated_on", "Papers sent round"), ("held_on", "Held"), ("reported_on", "Report sent"),
    ("decided_on", "The authority decided"), ("notice_on", "Notice of changes"),
    ("final_on", "Amended plan"),
)  # fmt: skip
REQUEST_DAYS = (
    ("consulted_on", "Family asked"), ("sent_on", "Sent"), ("received_on", "Received"),
    ("decided_on", "The authority decided"), ("advice_asked_on", "School’s advice asked"),
    ("advice_sent_on", "School’s advice sent"), ("draft_on", "Draft plan"),
    ("issued_on", "Plan issued"), ("no_plan_on", "No plan"),
)  # fmt: skip


def about(case: TrailCase) -> Block:
    pupil = case.pupil
    entry = case.mine(RegisterEntry.objects).open().prefetch_related("needs").first()
    needs = [codes.in_words(need) for need in entry.needs.all()] if entry else []
    today = moment.today()
    return Block(facts=[
        ("Born", f"{birthday(pupil.born_on)}, {age_text(pupil.born_on, today)}"),
        ("Year and class", ", ".join(filter(None, [
            pupil.get_year_display(), pupil.class_group.name if pupil.class_group else ""]))),
        ("At this school since", day_text(pupil.admitted_on)),
        ("Stage", f"{entry.stage_name}, since {day_text(entry.from_on)}" if entry else "None"),
        ("Provision for the census", entry.get_census_code_display() if entry else ""),
        ("Needs", "; ".join(needs)),
    ])  # fmt: skip


def concerns(case) -> list[Block]:
    """Without pastoral ones, and without what may be behind it: a safety worry may stand there."""
    rows = case.mine(Referral.objects).filter(submitted_at__isnull=False)
    rows = rows.exclude(state=Referral.State.WITHDRAWN).exclude(concern=Referral.Concern.PASTORAL)
    rows = rows.select_related("raised_by").prefetch_related("areas", "tests")
    return [_concern(row) for row in rows.order_by("raised_on", "pk")]


def _concern(row) -> Block:
    tests = "\n".join(f"{each.get_test_display()}: {each.figure}" for each in row.tests.all())
    facts = [
        ("Raised by", row.raised_by.name), ("From", row.get_source_display()),
        ("Reasons", row.reasons), ("Less than expected progress", tests),
        ("What was tried before", row.interventions),
        ("Areas of need", ", ".join(area.name for area in row.areas.all())),
        ("The family said", row.parent_said), ("The child said", row.pupil_said),
    ]  # fmt: skip
    steps = [[each["on_text"], each["words"], each["by"], each["detail"]]
             for each in reversed(history(row))]  # fmt: skip
    columns = ("Day", "Decided", "By", "Why, and what next")
    return Block(f"Concern of {day_text(row.raised_on)}", facts, columns, steps)


def register(case) -> list[Block]:
    rows = list(case.mine(RegisterEntry.objects).order_by("from_on", "pk"))
    return [support.register_block(rows, "Stages and the register")] if rows else []


def plans(case) -> list[Block]:
    """Each plan: every version shared, the targets of the last, then its reviews."""
    reviewed: dict[int, list] = {}
    rows = Review.objects.filter(plan__in=case.mine(SupportPlan.objects))
    for row in rows.prefetch_related("outcomes__target").order_by("reviewed_on", "pk"):
        reviewed.setdefault(row.plan_id, []).append(support.review_block(row))
    versions: dict[int, list] = {}
    kept = PlanVersion.objects.filter(plan__in=case.mine(SupportPlan.objects))
    for row in kept.select_related("made_by").order_by("number"):
        versions.setdefault(row.plan_id, []).append(row)
    found = []
    for plan in case.support_plans:
        found += [*_plan(plan, versions.get(plan.pk, [])), *reviewed.get(plan.pk, [])]
    return found


def _plan(plan, versions) -> list[Block]:
    heading = f"{plan.kind.name}, from {day_text(plan.starts_on)}"
    facts = [("State", plan.get_state_display()), ("Review by", day_text(plan.review_on))]
    if not versions:
        return [Block(heading, [*facts, ("Shared", "Not yet: nothing of it is printed here")])]
    shared = [[day_text(row.made_at.astimezone(LONDON).date()), f"Version {row.number}",
               row.made_by.name, row.reason] for row in versions]  # fmt: skip
    columns = ("Target", "How we know", "Help", "In class", "By whom")
    rows = [[row["target"], row["criteria"], row["resources"], row["strategies"],
             row["delivered_by"]] for row in of_version(versions[-1])["targets"]]  # fmt: skip
    return [
        Block(heading, facts, ("Day", "Shared with the family", "By", "What was put right"),
              shared),
        Block("Its targets, as shared last", columns=columns, rows=rows),
    ]  # fmt: skip


def provision(case) -> list[Block]:
    """What was promised and given in the last twelve months."""
    today = moment.today()
    window = Window("In the last 12 months", today - YEAR, today)
    rows = reading.in_window(case.mine(Promise.objects), window).order_by("from_on", "pk")
    promises = list(rows)
    if not promises:
        return []
    book = reading.book_of(case.pupil.school)
    table, said = given_blocks(case, reading.read(promises, book, window), window)
    return [Block("What was promised and given", table.facts, table.columns, table.rows), said]


def family_meetings(case) -> list[Block]:
    rows = case.mine(ParentMeeting.objects).held().prefetch_related("actions")
    found = []
    for row in rows.select_related("led_by", "pupil").order_by("held_on", "pk"):
        facts = [("Led by", row.led_by.name), *meetings.said(row)]
        steps = [[each["what"], each["who"], each["state"]] for each in meetings.actions(row)]
        columns = ("Agreed", "Who", "State")
        found.append(Block(f"Meeting of {day_text(row.held_on)}", facts, columns, steps))
    return found


def letters(case) -> list[Block]:
    """Which went out when; not to which address."""
    rows = [[day_text(row.issued_on), title_of(row.purpose), row.get_state_display()]
            for row in case.letters_sent]  # fmt: skip
    return [Block("Letters to the family", columns=("Day", "Letter", "State"), rows=rows)]


def agencies(case) -> list[Block]:
    """What they advised; nothing that was asked for on a ground of safety."""
    found = []
    for row in reports.readable(case):
        if row.request_id and row.request.ground:
            continue
        first, *rest = reports.blocks_of(row)
        found += [Block(f"What {reports.title_of(row)} advised", first.facts), *rest]
    return found


def ehc(case) -> list[Block]:
    """Days of requests, the plan and its reviews."""
    found = []
    for row in case.mine(AssessmentRequest.objects).order_by("pk"):
        facts = [("State", row.get_state_display()), ("Authority", row.local_authority)]
        found.append(Block("EHC needs assessment", facts + _days(row, REQUEST_DAYS)))
    if case.plan is not None:
        plan = case.plan
        facts = [("State", plan.get_state_display()), ("Authority", plan.local_authority)]
        days = (("issued_on", "Issued"), ("amended_on", "Amended"), ("reviewed_on", "Reviewed"))
        found.append(Block("EHC plan", facts + _days(plan, days), ("Line", "Help", "How much"),
                           support.section_f(plan)))  # fmt: skip
    reviews = case.mine(AnnualReview.objects).exclude(state=AnnualReview.State.CALLED_OFF)
    for row in reviews.order_by("pk"):
        facts = [("State", row.get_state_display()), *_days(row, REVIEW_DAYS),
                 ("The child said", row.pupil_views), ("The family said", row.family_views),
                 ("The school asks", row.get_asks_display())]  # fmt: skip
        found.append(Block(row.get_kind_display(), facts))
    return found


def _days(row, named) -> list[tuple[str, str]]:
    return [(words, day_text(getattr(row, name))) for name, words in named]


def views(case) -> list[Block]:
    found = []
    profile = case.mine(PupilProfile.objects).first()
    if profile is not None:
        names = ("liked", "matters", "help", "next_step")
        facts = [(profile._meta.get_field(name).verbose_name, getattr(profile, name))
                 for name in names]  # fmt: skip
        found.append(Block("One-page profile", facts))
    for row in case.mine(PupilView.objects).standing().order_by("on", "pk"):
        facts = questions.as_lines(questions.of_view(row))
        found.append(Block(f"What the child said on {day_text(row.on)}", facts))
    said = case.mine(FamilyWord.objects).standing().select_related(*words.JOINED)
    rows = [[each["on"], each["words"], each["about"], each["answer"]]
            for each in map(words.line, said.order_by("said_on", "pk"))]  # fmt: skip
    columns = ("Day", "The family said", "About", "Our answer")
    return [*found, Block("What the family said", columns=columns, rows=rows)]


IN_ORDER = (concerns, register, plans, provision, family_meetings, letters, agencies, ehc, views)
