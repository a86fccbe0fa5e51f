"""What a pupil said, time after time, as a file: a line for each question that was answered."""

from accounts.permissions import Permission as P
from pupils.profile import questions
from pupils.profile.models import PupilView
from pupils.profile.panel import NEWEST
from pupils.views.sheets import pupil_to_take
from schools.sheets import answer, list_file
from sendcase import moment
from sendcase.sheets import Sheet

HEADINGS = ["On", "How it was told", "Who helped", "About", "What was said", "Withdrawn"]


@list_file
def view_sheet(request, pk, kind):
    pupil = pupil_to_take(request, pk, P.PROFILE_VIEW)
    rows = PupilView.objects.visible_to(request.user).filter(pupil=pupil).order_by(*NEWEST)
    return answer(
        request, kind, rows, lambda found: sheet_of(found, pupil), f"/pupils/{pupil.pk}/profile/"
    )


def sheet_of(views, pupil) -> Sheet:
    rows = [
        [view.on, view.get_told_display(), view.helped_by, about, said,
         "Yes" if view.withdrawn_at else ""]
        for view in views for about, said in questions.as_lines(questions.of_view(view))
    ]  # fmt: skip
    return Sheet(f"own-views-{pupil.pk}-{moment.today().isoformat()}", "Own views", HEADINGS, rows)
