"""Letters, made through their services, and the facts of Appendix D."""

from functools import cache

import factory
from factory.django import DjangoModelFactory

from accounts.permissions import Role
from letters import services
from letters.models import Letter
from pupils import documents
from sendcase.pdf import render_pdf
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory

FACTS = {
    "plan_name": "Individual Education Plan",
    "number_of_targets": "three targets",
    "plan_lead": "Ms R. Osei",
    "review_date": "Fri 15 Jan 2027",
    "noticed": "Amina finds it hard to hear the sounds inside words. Writing takes a long time.",
    "when_to_talk": "Parent Consultation evenings in October and March",
    "stage_name": "SEN Support",
    "register_name": "SEN register",
}
AFTER_A_REVIEW = {
    "old_stage": "SEN Support",
    "from_day": "Fri 11 Dec 2026",
    "why": "More help was needed than we could give.",
    "register_words": "The place on our SEN register stays.",
}
PLAN_HTML = """<!doctype html><html lang="en-GB"><head><title>The plan</title>
<link rel="stylesheet" href="asset:print.css"></head><body class="landscape">
<h1>Individual Education Plan</h1><table><tr><th scope="col">Target</th></tr>
<tr><td>Reads twenty words</td></tr></table></body></html>"""


@cache
def _plan_on_paper() -> bytes:
    return render_pdf(PLAN_HTML)


def plan_document(pupil, by, data=b""):
    """A small plan on paper. `data`: any bytes, where nobody will open it."""
    return documents.store(
        pupil=pupil,
        title="Individual Education Plan, version 1",
        data=data or _plan_on_paper(),
        media_type="application/pdf",
        needs="plan_view",
        by=by,
    )


def prepare(pupil, *, by, purpose="placed-on-register", attachments=(), **facts):
    return services.prepare(
        purpose=purpose,
        pupil=pupil,
        facts=FACTS | AFTER_A_REVIEW | facts,
        attachments=list(attachments),
        about=pupil,
        by=by,
    )


class Family:
    """A pupil with one mother at one address, and the people of the school."""

    def __init__(self, school=None, **fields):
        self.pupil = PupilFactory(**({"school": school} if school else {}), **fields)
        self.school = self.pupil.school
        self.mother = ContactFactory(pupil=self.pupil)
        self.senco = member(self.school, Role.SENCO, name="Mr J. Whitlock")
        self.head = member(self.school, Role.HEAD, name="Mrs P. Adeyemi")
        self.office = member(self.school, Role.OFFICE, name="Miss D. Clarke")

    def prepared(self, **facts):
        [letter] = prepare(self.pupil, by=self.senco, **facts)
        return letter

    def approved(self, **facts):
        return services.approve(letter=self.prepared(**facts), by=self.senco)

    def issued(self, **facts):
        return services.issue(letter=self.approved(**facts), by=self.senco)


class LetterFactory(DjangoModelFactory):
    """A bare row, for lists."""

    class Meta:
        model = Letter

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    contact = factory.SubFactory(ContactFactory, pupil=factory.SelfAttribute("..pupil"))
    purpose = "placed-on-register"
    template = factory.LazyAttribute(lambda o: _wording(o.school))
    facts = FACTS
    signed_by = factory.LazyAttribute(lambda o: o.school.policy.letters_signed_by)
    answer_days = factory.LazyAttribute(lambda o: o.school.policy.letter_answer_days)
    prepared_by = factory.LazyAttribute(lambda o: member(o.school, Role.SENCO))


def _wording(school):
    from letters import wording

    return wording.current(school, "placed-on-register")
