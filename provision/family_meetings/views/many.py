"""Days for many families on one page: proposed, looked at, saved."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.family_meetings import people, proposing, services
from provision.family_meetings.many import MOST, ManyForm, WindowForm, to_plan
from provision.family_meetings.owed import owed
from provision.family_meetings.services.inviting import PURPOSE
from schools.access import school_or_404
from schools.calendar import calendar_of
from sendcase.drafts.sending import send


@needs(P.PARENT_MEETING_BOOK)
@require_http_methods(["GET", "POST"])
@reads("listed", detail=lambda request: request.GET.dict())
def plan_many(request, school):
    school = school_or_404(request, school, P.PARENT_MEETING_BOOK)
    days = calendar_of(school)
    asked = WindowForm(request.GET, user=request.user, school=school, days=days)
    form, waiting = None, 0
    if asked.is_valid():
        form, waiting = rows_of(request, school, asked, days)
    if form is not None and (answer := saved(request, school, form)):
        return answer
    context = {
        "asked": asked, "form": form, "waiting": waiting, "most": MOST,
        "rows": form.rows() if form else [], "span": owed(school.pk).span,
        "is_used": bool(school.policy.parent_meetings_a_year),
        "sees_all": may(request.user, P.PARENT_MEETING_ALL, school.pk),
    }  # fmt: skip
    return render(request, "parent_meetings/plan.html", context)


def rows_of(request, school, asked, days):
    """(the form, how many families wait for a day in all)."""
    chosen = asked.cleaned_data["class_group"]
    waiting = to_plan(request.user, school, chosen, P.PARENT_MEETING_BOOK)
    pupils = list(waiting[:MOST])
    leaders = people.leaders(pupils, school)
    window = asked.window
    form = ManyForm(
        request.POST or None, pupils=pupils, leaders=leaders, minutes=window.minutes, days=days,
        proposed=proposing.propose(pupils, leaders, window, days),
        kept_by=request.user, kept_as="parent-meetings-many",
        kept_key=f"{school.pk}-{chosen or 'all'}",
    )  # fmt: skip
    return form, waiting.count()


def saved(request, school, form):
    back = f"/{school.slug}/parent-meetings/" + (
        "" if may(request.user, P.PARENT_MEETING_ALL, school.pk) else "plan/"
    )

    def save():
        made = services.plan_many(rows=form.rows_chosen, by=request.user)
        if may(request.user, P.LETTER_PREPARE, school.pk):
            numbers = ".".join(str(row.pupil_id) for row in made)
            return f"/{school.slug}/letters/write/{PURPOSE}/prepare/?pupils={numbers}"
        return f"/{school.slug}/parent-meetings/invite/"

    done = "The meetings are planned. Now the invitations."
    if not may(request.user, P.LETTER_PREPARE, school.pk):
        done = "The meetings are planned. Now invite the families."
    return send(request, form, save, cancel_url=back, done=done)
