"""One door to every record about a pupil. Nothing reads one any other way.

Whole school: SENCO, head, office. Classes held today: teachers. Assigned today: support staff.
Shared until a day: guests.
"""

from django.db import models
from django.db.models import Q

from accounts.access import roles_by_school, schools_granting
from accounts.permissions import Permission, Role
from schools.models import ClassStaff
from sendcase import moment

WHOLE_SCHOOL = (Role.SENCO, Role.HEAD, Role.OFFICE)


def pupil_scope(user, permission, prefix="", given=None) -> Q:
    """Which pupils `permission` reaches for this person, as a filter on `prefix` + pupil fields.

    prefix: "" on Pupil itself, "pupil__" on a row that points at one. given: the Share field
    that a guest needs besides (`includes_plan`), None where the share itself is enough.
    """
    from pupils.models import Assignment, Share

    own, key = (prefix.removesuffix("__") or "pk"), prefix
    by_school = schools_granting(user, permission, WHOLE_SCHOOL)
    scope = Q(**{f"{key}school__in": by_school})
    if taught := schools_granting(user, permission, [Role.TEACHER]):
        held = ClassStaff.objects.held_today(user).filter(school__in=taught)
        scope |= Q(**{f"{key}class_group__in": held.values("class_group")})
    if supported := schools_granting(user, permission, [Role.SUPPORT]):
        mine = Assignment.objects.held_today(user).filter(school__in=supported)
        scope |= Q(**{f"{own}__in": mine.values("pupil")})
    if schools_granting(user, permission, [Role.GUEST]):
        shares = Share.objects.current(user)
        if given:
            shares = shares.filter(**{given: True})
        scope |= Q(**{f"{own}__in": shares.values("content_object")})
    return scope


class PupilQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PUPIL_VIEW):
        """Pupils this person may know exist; with another permission, may use it on."""
        return self.filter(pupil_scope(user, permission))

    def on_roll(self, day=None):
        day = day or moment.today()
        return self.filter(Q(left_on=None) | Q(left_on__gte=day))


class OfPupilQuerySet(models.QuerySet):
    """Rows that point at a pupil and need one permission to be read."""

    permission: Permission
    given: str | None = None

    def visible_to(self, user, permission=None):
        return self.filter(pupil_scope(user, permission or self.permission, "pupil__", self.given))


class ContactQuerySet(OfPupilQuerySet):
    permission = Permission.CONTACT_VIEW

    def current(self):
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=moment.today()))


class ShareQuerySet(models.QuerySet):
    def current(self, user=None):
        """Shares that count today. Expiry needs no task: the date is asked each time."""
        today = moment.today()
        rows = self.filter(ended_at=None, from_on__lte=today, until_on__gte=today)
        return rows if user is None else rows.filter(user=user)

    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.SHARE_GRANT))


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents whose kind the person may open, of pupils that permission reaches."""
        rules = Q(pk__in=[])
        for permission in Permission:
            if schools_granting(user, permission):
                given = "includes_plan" if permission == Permission.PLAN_VIEW else None
                rules |= Q(needs=permission) & pupil_scope(user, permission, "pupil__", given)
        return self.filter(rules)


class ChronologyQuerySet(models.QuerySet):
    def visible_to(self, user):
        rules = Q(pk__in=[])
        for school_id in roles_by_school(user):
            allowed = [p for p in Permission if school_id in schools_granting(user, p)]
            rules |= Q(school=school_id, needs__in=allowed)
        return self.filter(rules & pupil_scope(user, Permission.PUPIL_VIEW, "pupil__"))
