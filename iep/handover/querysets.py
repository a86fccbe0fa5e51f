"""Who may know of a handover, and who may read what is written in it.

Access follows duty. The class teacher writes and reads until the day the class is handed on; the
next teacher from that day on, child by child, as their classes say. Before that day the next
teacher reads only what the SENCO opened: these notes, from a day, and nothing else of the record.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from pupils.querysets import WHOLE_SCHOOL, pupil_scope
from schools.models import ClassStaff
from sendcase import moment

P = Permission
HANDED = ("handed", "accepted")


def on_roll(prefix="pupil__") -> Q:
    """Children who have not left."""
    return Q(**{f"{prefix}left_on": None}) | Q(**{f"{prefix}left_on__gte": moment.today()})


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, user):
        from iep.handover.models import HandoverNote

        whole = {
            *schools_granting(user, P.HANDOVER_READ, WHOLE_SCHOOL),
            *schools_granting(user, P.HANDOVER_START, WHOLE_SCHOOL),
        }
        scope = Q(school__in=sorted(whole))
        if teaching := schools_granting(user, P.HANDOVER_READ, [Role.TEACHER]):
            held = ClassStaff.objects.held_today(user).filter(school__in=teaching)
            handed, today = Q(state__in=HANDED), moment.today()
            scope |= Q(class_group__in=held.values("class_group"), takes_on__gt=today)
            scope |= handed & Q(receiver=user, school__in=teaching)
            taught = pupil_scope(user, P.HANDOVER_READ, "pupil__")
            mine = HandoverNote.objects.filter(taught).values("handover")
            scope |= handed & Q(takes_on__lte=today, pk__in=mine)
        return self.filter(scope)

    def writable_by(self, user):
        """The SENCO's, and a teacher's of a class held today, until the day it is handed on."""
        whole = schools_granting(user, P.HANDOVER_WRITE, WHOLE_SCHOOL)
        teaching = schools_granting(user, P.HANDOVER_WRITE, [Role.TEACHER])
        held = ClassStaff.objects.held_today(user).filter(school__in=teaching)
        own = Q(class_group__in=held.values("class_group"), takes_on__gt=moment.today())
        return self.filter(Q(school__in=whole) | own)


class HandoverNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Notes whose words this person may read today."""
        today = moment.today()
        handed = Q(handover__state__in=HANDED)
        whole = schools_granting(user, P.HANDOVER_READ, WHOLE_SCHOOL)
        scope = Q(school__in=whole)
        if teaching := schools_granting(user, P.HANDOVER_READ, [Role.TEACHER]):
            # Once the class has changed hands its drafts are no longer the teacher's to read.
            by_duty = pupil_scope(user, P.HANDOVER_READ, "pupil__")
            scope |= by_duty & (handed | Q(handover__takes_on__gt=today))
            scope |= handed & on_roll() & Q(
                handover__receiver=user, school__in=teaching,
                handover__opens_on__lte=today, handover__takes_on__gt=today,
            )  # fmt: skip
        return self.filter(scope)

    def current(self):
        """Of children who are still here; of a class that was handed over only what was handed
        over: who had left on that day and came back has a note that nobody froze.
        """
        frozen = self.model._meta.get_field("versions").related_model
        whole = Exists(frozen.objects.filter(note=OuterRef("pk")))
        return self.filter(on_roll()).filter(~Q(handover__state__in=HANDED) | whole)
