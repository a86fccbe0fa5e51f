"""A score by hand, putting one right, the list of many; a child's scores as a file."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils.access import pupil_or_404, require_about
from pupils.roll.kinds import KINDS
from pupils.scores import panel, services
from pupils.scores.forms import ScoreForm
from pupils.scores.models import Score
from pupils.views.roll import chosen
from pupils.views.sheets import pupil_to_take
from schools.access import record_or_404
from schools.sheets import answer, list_file
from sendcase.drafts.sending import send


@needs(Permission.SCORE_IMPORT)
@require_http_methods(["GET", "POST"])
def choose(request, school):
    return chosen(request, school, KINDS["scores"])


@needs(Permission.SCORE_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    pupil = pupil_or_404(request, pk, Permission.SCORE_EDIT)
    form = ScoreForm(
        request.POST or None, pupil=pupil,
        kept_by=request.user, kept_as="score", kept_key=f"pupil-{pupil.pk}",
    )  # fmt: skip

    def save():
        services.record(pupil=pupil, by=request.user, **form.answers)

    return shown(request, form, save, pupil, "Add a score", "The score is noted.")


@needs(Permission.SCORE_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def edit(request, pk):
    rows = Score.objects.visible_to(request.user)
    score = record_or_404(request, rows.select_related("school__policy", "pupil"), pk)
    pupil = score.pupil
    require_about(request.user, Permission.SCORE_EDIT, pupil)
    form = ScoreForm(
        request.POST or None, pupil=pupil, score=score,
        kept_by=request.user, kept_as="score", kept_key=f"score-{score.pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        services.correct(score=score, version=version, by=request.user, **form.answers)

    return shown(request, form, save, pupil, "Put a score right", "The score is put right.")


@list_file
def sheet(request, pk, kind):
    pupil = pupil_to_take(request, pk, Permission.SCORE_VIEW)
    rows = Score.objects.visible_to(request.user).filter(pupil=pupil).order_by(*panel.NEWEST)
    back = f"/pupils/{pupil.pk}/scores/"
    return answer(request, kind, rows, lambda found: panel.sheet_of(found, pupil), back)


def shown(request, form, save, pupil, title, done):
    back = f"/pupils/{pupil.pk}/scores/"
    if sent := send(request, form, save, cancel_url=back, done=done):
        return sent
    context = {"form": form, "pupil": pupil, "title": title, "cancel_url": back}
    return render(request, "pupils/score.html", context)
