"""Finding a child by what somebody typed: names, the class, the UPN for those who see numbers."""

from django.db.models import Q

from pupils.wording import words
from schools.models import ClassGroup


def found(pupils, asked: str, *, school, with_upn: bool, classes=None):
    """Those of `pupils` (of this school) whom every word fits.

    A word must be part of a name, of the class's name, or of the UPN. Accents, apostrophes and
    capitals do not count. The classes are asked for first (or given: number → name): an OR over a
    join could use no index.
    """
    wanted = words(asked)
    if not wanted:
        return pupils
    if classes is None:
        rows = ClassGroup.objects.filter(school=school).order_by()
        classes = dict(rows.values_list("pk", "name"))
    classes = {pk: " ".join(words(name)) for pk, name in classes.items()}
    for word in wanted:
        fits = Q(search_text__contains=word)
        if held := [pk for pk, name in classes.items() if word in name]:
            fits |= Q(class_group__in=held)
        if with_upn:
            fits |= Q(upn__contains=word.upper())
        pupils = pupils.filter(fits)
    return pupils
