"""Who reads a sample: those who prepare it always, the others what is open to them today."""

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from sendcase import moment


class SampleQuerySet(models.QuerySet):
    def visible_to(self, user):
        prepares = schools_granting(user, P.SAMPLE_DRAW)
        reads = schools_granting(user, P.SAMPLE_READ)
        is_open = Q(state="released", readable_until__gte=moment.today())
        return self.filter(Q(school__in=prepares) | is_open & Q(school__in=reads))


class SampleItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The plan behind stands here: never to somebody who only reads what was released."""
        return self.filter(school__in=schools_granting(user, P.SAMPLE_DRAW))


class SampleReleaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        from reports.sampler.models import Sample

        return self.filter(item__sample__in=Sample.objects.visible_to(user))


class VisitNoteQuerySet(models.QuerySet):
    """A note names nobody: whoever reads samples of the school reads it, also afterwards."""

    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, P.SAMPLE_READ))
