"""The versions of one wording: two compared in words, and an old one made the newest."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from letters import merge, wording
from letters.models import LetterTemplate
from letters.purposes import purposes
from letters.views.wording import AUDIENCES
from letters.wordings import presenting
from schools.access import record_or_404, school_or_404
from sendcase.edits import Stale
from sendcase.marks import marks

TITLES = {"subject": "Subject", "body": "The letter", "slip": "The reply slip"}


class TwoForm(forms.Form):
    """Which two are put side by side. Sent by GET."""

    a = forms.TypedChoiceField(label="From", coerce=int)
    b = forms.TypedChoiceField(label="To", coerce=int)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].choices = choices


@needs(Permission.TEMPLATE_EDIT)
@require_GET
@reads()
def wording_versions(request, school, purpose, audience, language):
    school = school_or_404(request, school, Permission.TEMPLATE_EDIT)
    if not presenting.is_one(purpose, audience, language):
        raise Http404
    same = {"for_young_person": AUDIENCES[audience], "language": language}
    rows = presenting.versions(wording.shown(school, purpose, **same))
    context = {"title": purposes[purpose].title, "back": request.path.removesuffix("versions/")}
    if len(rows) > 1:
        context |= compared(request, rows)
    return render(request, "letters/versions.html", context)


def compared(request, rows) -> dict:
    """Raises Http404 for one that is not of this wording."""
    now, before, *_ = rows
    chosen = {"a": request.GET.get("a", before), "b": request.GET.get("b", now)}
    choices = [(pk, presenting.version_words(row)) for pk, row in rows.items()]
    form = TwoForm(chosen, choices=choices)
    if not form.is_valid():
        raise Http404
    one, other = (rows[form.cleaned_data[name]] for name in ("a", "b"))
    return {
        "form": form,
        "changes": changes(one, other),
        "old": one if one.replaced_at else None,
        "version": rows[now].version,
    }


def changes(one, other) -> list[dict]:
    """{title, marks} of the parts that differ."""
    return [
        {"title": TITLES[part], "marks": marks(getattr(one, part), getattr(other, part))}
        for part in merge.PARTS
        if getattr(one, part) != getattr(other, part)
    ]


@needs(Permission.TEMPLATE_EDIT)
@require_POST
def wording_restore(request, pk):
    mine = LetterTemplate.objects.visible_to(request.user).select_related("school")
    old = record_or_404(request, mine, pk)
    back = presenting.url_of(old)
    seen = request.POST.get("version", "")
    try:
        wording.restore(old=old, by=request.user, version=int(seen) if seen.isdecimal() else 0)
    except Stale:
        messages.error(request, "Somebody changed this wording meanwhile. Look at it again.")
        return redirect(f"{back}versions/")
    messages.success(request, "The old words are in force again, as a new version.")
    return redirect(back)
