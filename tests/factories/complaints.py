"""A school, a child and its people, around complaints."""

from datetime import timedelta

from accounts.permissions import Role
from pupils.complaints import services
from reminders.models import Deadline
from sendcase import moment
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory, hold_class


class Case:
    """Amina in Willow, her mother, the SENCO, the head, her teacher and somebody else's."""

    def __init__(self):
        self.pupil = PupilFactory(legal_first_name="Amina")
        self.school = self.pupil.school
        self.pupil.class_group = ClassGroupFactory(school=self.school, name="Willow")
        self.pupil.save()
        self.contact = ContactFactory(pupil=self.pupil)
        self.senco = member(self.school, Role.SENCO, name="Ms Whitlock")
        self.head = member(self.school, Role.HEAD, name="Mrs Adeyemi")
        self.teacher = member(self.school, Role.TEACHER, name="Mr Lee")
        self.other_teacher = member(self.school, Role.TEACHER, name="Ms Oak")
        hold_class(self.teacher, self.pupil.class_group)
        hold_class(self.other_teacher, ClassGroupFactory(school=self.school, name="Oak"))
        self.today = moment.today()

    def ago(self, days):
        return self.today - timedelta(days=days)

    def complaint(self, **more):
        given = {"way": "informal", "about": "Nobody rang back.", "made_on": self.today,
                 "made_by": "Ms Brightwater"}  # fmt: skip
        return services.record(pupil=self.pupil, by=self.senco, **given | more)

    def asks(self, complaint, person=None, **more):
        given = {"due_on": self.today + timedelta(days=5), "words": "What was agreed?"}
        return services.ask(complaint=complaint, asked_of=person or self.teacher, by=self.senco,
                            **given | more)  # fmt: skip

    def steps(self, complaint, kind="authority", **more):
        given = {"on": self.today, "words": "We rang the authority."}
        return services.add_step(complaint=complaint, kind=kind, by=self.senco, **given | more)

    def closes(self, complaint, **more):
        given = {"closed_on": self.today, "outcome": "We said sorry and ring back now."}
        return services.close(complaint=complaint, by=self.senco, **given | more)

    def due(self, kind):
        return list(Deadline.objects.open().filter(kind=kind))
