"""Which letters a person may know of."""

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission
from pupils.querysets import pupil_scope

# The office works with letters once somebody stands behind them.
FOR_THE_OFFICE = ["approved", "issued", "answered", "returned"]


def work_of_office(user, permission, prefix="") -> Q:
    """Letters the office works with by `permission`: of its pupils, without a paper of an EHC plan
    behind them. Such a letter is read, posted and answered where that paper is (security §2).
    """
    papers = Q(**{f"{prefix}attachments__needs": Permission.EHC_VIEW})
    return pupil_scope(user, permission, f"{prefix}pupil__") & ~papers


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """SENCO and head: all of the school. Office: approved ones and after, no EHC paper."""
        every = pupil_scope(user, Permission.LETTER_VIEW, "pupil__")
        printed = work_of_office(user, Permission.LETTER_PRINT)
        return self.filter(every | printed & Q(state__in=FOR_THE_OFFICE))

    def for_list(self):
        """What a row of a list shows, without a query per row."""
        return self.select_related("pupil", "contact", "reply").defer("facts", "personal_note")


class TemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.TEMPLATE_EDIT))


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One taken off its letter is read by SENCO and head alone."""
        every = pupil_scope(user, Permission.LETTER_VIEW, "letter__pupil__")
        worked = work_of_office(user, Permission.LETTER_REPLY, "letter__")
        wrong = pupil_scope(user, Permission.LETTER_VIEW, "was_for__pupil__")
        return self.filter(every | worked | wrong)
