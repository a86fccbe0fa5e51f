"""One door to every record about a pupil. Nothing reads one any other way.

Whole school: SENCO, head, office. Classes and teaching groups held today: teachers. Assigned
today: support staff. Shared until a day: guests.
"""

from collections import defaultdict

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from pupils import school_age
from schools.models import ClassStaff, GroupStaff
from schools.querysets import DatedQuerySet
from schools.roles import GROUP_TEACHER
from sendcase import moment

P = Permission
WHOLE_SCHOOL = (Role.SENCO, Role.HEAD, Role.OFFICE)
# What a document or a line of the story may ask of its reader.
KINDS = (
    P.PUPIL_VIEW, P.PUPIL_EDIT, P.CONTEXT_VIEW, P.CONTACT_VIEW, P.CONTACT_EDIT, P.CARER_NAME_VIEW,
    P.REGISTER_VIEW, P.REGISTER_EDIT, P.REFERRAL_VIEW, P.REFERRAL_DECIDE, P.QUESTION_VIEW,
    P.PLAN_VIEW, P.PLAN_EDIT, P.LETTER_VIEW, P.LETTER_PRINT, P.SHARE_GRANT, P.HANDOVER_READ,
    P.MOVE_VIEW, P.PLAN_NOTE_VIEW, P.PROFILE_VIEW, P.VOICE_VIEW, P.COMPLAINT_VIEW, P.CONSENT_VIEW,
    P.EHC_VIEW, P.EHC_NEEDS, P.EHC_SUMMARY, P.PROVISION_VIEW, P.PARENT_MEETING_VIEW, P.AGENCY_VIEW,
    P.ADVICE_GIVEN,
)  # fmt: skip
# The field of the share a guest needs besides.
GIVEN = {
    P.PLAN_VIEW: "includes_plan",
    P.PLAN_NOTE: "includes_plan",
    P.REFERRAL_VIEW: "includes_referral",
    P.PROVISION_VIEW: "includes_provision",
    P.MEASURE_VIEW: "includes_provision",
}
# Support staff see a referral only if they raised it (security §2): never another's papers.
CLOSED_TO_SUPPORT = {P.REFERRAL_VIEW}


def pupil_scope(user, permission, prefix="", given=None, without=None) -> Q:
    """Which pupils `permission` reaches for this person, as a filter on `prefix` + pupil fields.

    prefix: "" on Pupil itself, "pupil__" on a row that points at one. given: the Share field
    that a guest needs besides (`includes_plan`), None where the share itself is enough. without:
    a role that does not count here.
    """
    return _filter(user, _reach(user, permission, given, without), prefix)


def _reach(user, permission, given, without=None) -> tuple:
    """At which schools the permission is held, by how far it reaches there."""

    def held(*roles):
        counting = [role for role in roles if role != without]
        return tuple(schools_granting(user, permission, counting))

    guest = held(Role.GUEST)
    return (
        held(*WHOLE_SCHOOL),
        held(Role.TEACHER),
        held(Role.SUPPORT),
        guest,
        given if guest else None,
    )


def _filter(user, reach, prefix) -> Q:
    from pupils.models import Assignment, GroupPlace, Share

    by_school, taught, supported, guest, given = reach
    own, key = (prefix.removesuffix("__") or "pk"), prefix
    # A row stands at its pupil's school and says so itself: no join where the school decides.
    scope = Q(**{f"{prefix.removesuffix('pupil__')}school__in": by_school})
    # Duty ends with the pupil's last day here; the SENCO, the head and the office keep the record.
    here = Q(**{f"{key}left_on": None}) | Q(**{f"{key}left_on__gte": moment.today()})
    if taught:
        held = ClassStaff.objects.held_today(user).filter(school__in=taught)
        scope |= here & Q(**{f"{key}class_group__in": held.values("class_group")})
    if taught and GROUP_TEACHER in user.site_facts:
        groups = GroupStaff.objects.held_today(user).filter(school__in=taught)
        places = GroupPlace.objects.held_today().filter(group__in=groups.values("group"))
        scope |= here & Q(**{f"{own}__in": places.values("pupil")})
    if supported:
        mine = Assignment.objects.held_today(user).filter(school__in=supported)
        scope |= here & Q(**{f"{own}__in": mine.values("pupil")})
    if guest:
        shares = Share.objects.current(user)
        if given:
            shares = shares.filter(**{given: True})
        scope |= Q(**{f"{own}__in": shares.values("content_object")})
    return scope


def readable(user) -> Q:
    """Rows with `pupil` and `needs` whose kind this person may read, of pupils in reach.

    Kinds that reach equally far share one piece of SQL.
    """
    kinds: dict[tuple, list] = defaultdict(list)
    for kind in KINDS:
        without = Role.SUPPORT if kind in CLOSED_TO_SUPPORT else None
        reach = _reach(user, kind, GIVEN.get(kind), without)
        if any(reach):
            kinds[reach].append(kind)
    rules = Q(pk__in=[])
    for reach, allowed in kinds.items():
        rules |= Q(needs__in=allowed) & _filter(user, reach, "pupil__")
    return rules


class PupilQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PUPIL_VIEW):
        """Pupils this person may know exist; with another permission, may use it on."""
        return self.filter(pupil_scope(user, permission))

    def on_roll(self, day=None):
        day = day or moment.today()
        return self.filter(Q(left_on=None) | Q(left_on__gte=day))

    def off_roll(self):
        return self.filter(left_on__lt=moment.today())


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


class AssignmentQuerySet(DatedQuerySet):
    def not_over(self):
        """Today's and the coming ones."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=moment.today()))

    def visible_to(self, user, permission=Permission.PUPIL_VIEW):
        return self.filter(pupil_scope(user, permission, "pupil__"))


class ExamAccessQuerySet(OfPupilQuerySet):
    permission = Permission.CONTEXT_VIEW


class ShareQuerySet(models.QuerySet):
    def running(self):
        """Begun and not over by their days; some of them may rest."""
        today = moment.today()
        return self.filter(ended_at=None, from_on__lte=today, until_on__gte=today)

    def current(self, user=None):
        """Shares that open something today. Expiry needs no task: the date is asked each time, and
        so is the age. Over compulsory school age an agreement that somebody else gave opens nothing
        (consents.services.answers_alone): it rests until the young person’s own is there.
        """
        rows = self.running().filter(
            Q(consent=None) | Q(consent__by_young_person=True)
            | Q(content_object__born_on__gt=school_age.over_if_born_by(moment.today()))
            | Q(content_object__parents_may_be_told="capacity")
        )  # fmt: skip
        return rows if user is None else rows.filter(user=user)

    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.SHARE_GRANT))


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents whose kind the person may open, of pupils that permission reaches."""
        return self.filter(readable(user))


class ChronologyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Lines whose kind the person may read, of pupils that permission reaches."""
        return self.filter(readable(user))
