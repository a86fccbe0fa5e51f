"""Who reads the governors' report: the published ones the board; a draft only who works on it."""

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P


class BoardEditionQuerySet(models.QuerySet):
    def visible_to(self, user):
        works = schools_granting(user, P.BOARD_REPORT_EDIT)
        works += schools_granting(user, P.BOARD_REPORT_CONFIRM)
        reads = schools_granting(user, P.BOARD_REPORT_READ)
        return self.filter(Q(school__in=works) | Q(school__in=reads, state="published"))

    def of_term(self, term):
        """And of no term, by its days: one that was removed and entered anew has had its report."""
        same_days = Q(term=None, starts_on__lte=term.ends_on, ends_on__gte=term.starts_on)
        return self.filter(Q(term=term) | same_days, school=term.school_id)

    def published(self):
        return self.filter(state="published")


class BoardVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(edition__school__in=schools_granting(user, P.BOARD_REPORT_READ))
