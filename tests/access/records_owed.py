"""What a school owes: a policy with a review, and the SEN Information Report."""

from schools.models import Obligation
from schools.owed import services
from sendcase import moment


def owing(at, senco) -> None:
    services.begin(at.school)
    at.owed = services.add_policy(
        school=at.school, name="SEND policy", months=12, reviewed_on=moment.today(), by=senco
    )
    at.owed_done = at.owed.fulfilments.get()
    at.sen_report = Obligation.objects.get(school=at.school, kind="information-report")
