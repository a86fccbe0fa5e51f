"""Lines of the story that the family has not been told of. Whoever reads the case sees them on the
page; no paper and no file holds them, for paper goes on to the family.

Two doors, two measures. A pack holds reports that were asked for with the family's agreement,
and so their line, before the letter about it has gone (gathering.reports). A print of the story is
handed over just as it is: it waits until they were told (owed=True).
"""

from django.db.models import CharField, Exists, Q, Value
from django.db.models.functions import Cast, Concat

from accounts.permissions import Permission as P
from agencies.models import Advice
from letters.models import Letter

Told = Advice.Told


def untold(pupil, *, owed=False) -> Q:
    """Of ChronologyEntry: what leads to such advice or to our letter about it; and once there is
    any, what says that something advised is in use, which leads to no advice of its own.
    """
    states = [Told.NOT, Told.OWED] if owed else [Told.NOT]
    advice = Advice.objects.filter(pupil=pupil, told__in=states).order_by()
    about = Letter.objects.filter(pupil=pupil, about_type=Advice._meta.label_lower)
    letters = about.filter(about_id__in=advice.values("pk")).order_by()
    leads = Q(url__in=_urls(advice, "/agency-advice/")) | Q(url__in=_urls(letters, "/letters/"))
    return leads | Q(Exists(advice), needs=P.ADVICE_GIVEN)


def _urls(rows, at: str):
    url = Concat(Value(at), Cast("pk", CharField()), Value("/"))
    return rows.annotate(url=url).values("url")
