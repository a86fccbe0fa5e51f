"""Requests of one child as far as each page asks, advice of two kinds, and a guest let in on one.

The child is in a class of its own: the cast shares every child of the first with the guest already.
"""

from accounts.access import forget_roles
from agencies.models import AgencyRequest
from agencies.services import advising, asking, deciding
from pupils.papers import Paper
from tests.factories.agencies import AgencyFactory, advised, agreed, asked, begun, ready
from tests.factories.pupils import ContactFactory, PupilFactory, assign, share
from tests.factories.schools import ClassGroupFactory, hold_class

REPORT = Paper(b"%PDF-1.7 report", "application/pdf")


def agencies(at, writer, senco, helper, guest):
    at.ag_class = ClassGroupFactory(school=at.school, name="Maple")
    hold_class(writer, at.ag_class)
    at.ag_pupil = PupilFactory(school=at.school, class_group=at.ag_class)
    assign(helper, at.ag_pupil)
    ContactFactory(pupil=at.ag_pupil)
    at.ag_agency = AgencyFactory(school=at.school)
    at.ag_fresh = AgencyFactory(school=at.school)  # nobody was asked there
    child = at.ag_pupil
    at.ag_waiting = begun(child, senco, at.ag_agency)
    at.ag_agreement, at.ag_no = agreed(child, senco), agreed(child, senco, answer="no")
    at.ag_ready, at.ag_asked = ready(child, senco), asked(child, senco)
    at.ag_ground = asking.override(row=begun(child, senco), ground="The lead said so.", by=senco)
    at.ag_advice = advised(child, senco, row=asked(child, senco), paper=REPORT)
    at.ag_point = at.ag_advice.recommendations.last()
    deciding.decide(row=at.ag_advice.recommendations.first(), kind="strategy", by=senco,
                    decision="adopted", gives=True)  # fmt: skip
    at.ag_over = at.ag_advice.request
    _case_of(at, guest, senco)


def _case_of(at, guest, senco):
    at.ag_case = asked(at.ag_pupil, senco)
    at.ag_share = share(at.ag_pupil, guest)
    AgencyRequest.objects.filter(pk=at.ag_case.pk).update(share=at.ag_share)
    at.ag_case.refresh_from_db()
    forget_roles(guest)
    at.ag_own = advising.receive_here(row=at.ag_case, by=guest, summary="Mine", paper=REPORT)
