"""Who works on what is to be published. What is published, everybody reads (reading.py)."""

from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission


class PublicDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.PUBLIC_DOC_VIEW))


class OfDocumentQuerySet(models.QuerySet):
    """Sections, costs, versions."""

    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.PUBLIC_DOC_VIEW))
