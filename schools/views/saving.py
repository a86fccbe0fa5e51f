"""What every form of this room does with a POST, and the tabs of its pages."""

from django.contrib import messages
from django.shortcuts import redirect

from accounts.access import may
from accounts.permissions import Permission as P
from sendcase.drafts.services import submit_once
from sendcase.drafts.views import clash
from sendcase.edits import IllegalMove, Stale

TABS = [
    ("school", "About", P.SCHOOL_VIEW),
    ("classes", "Classes", P.ROLL_VIEW),
    ("terms", "Terms", P.ROLL_VIEW),
    ("policy", "How we work", P.POLICY_VIEW),
    ("people", "People", P.ACCOUNT_VIEW),
]


def tabs(request, here: str) -> list[dict]:
    """The pages about the school that this person may open."""
    school = request.school
    return [
        {"title": title, "url": f"/{school.slug}/{key}/", "here": key == here}
        for key, title, permission in TABS
        if may(request.user, permission, school.pk)
    ]


def saved(request, form, do, *, back: str, done: str):
    """Run `do` once for a valid POST. The response, or None where the form must be shown."""
    if request.method != "POST":
        return None
    if kept := form.save_draft_if_asked(request):
        return kept
    if not form.is_valid():
        return None

    def do_and_return():
        do()
        return back

    try:
        outcome = submit_once(form, by=request.user, do=do_and_return)
    except Stale as stale:
        return clash(request, form=form, current=stale.current, cancel_url=back)
    except IllegalMove as refused:
        form.add_error(None, str(refused))
        return None
    if outcome.repeated:
        messages.info(request, "This was saved already. Nothing was done twice.")
    else:
        messages.success(request, done)
    return redirect(outcome.url)
