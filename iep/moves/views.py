"""Joining and leaving: the page of a school year, one child's list, its tasks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import schooldays
from iep.dates import words
from iep.moves import listing, services
from iep.moves.forms import JoinerForm, MoveForm, NoteForm, StartForm, TaskForm
from iep.moves.models import MoveTask, SchoolMove
from iep.moves.tasks import BY_KEY
from pupils.access import may_about, pupil_or_404
from pupils.wording import counted, day_text
from schools.access import record_or_404, school_by_id, school_or_404
from schools.sheets import links
from sendcase import moment
from sendcase.drafts.sending import send

JOINED = ("school__policy", "pupil__class_group", "pupil__stage")


def move_of(request, pk, permission=P.MOVE_VIEW) -> SchoolMove:
    rows = SchoolMove.objects.visible_to(request.user).select_related(*JOINED)
    move = record_or_404(request, rows, pk)
    if not SchoolMove.objects.visible_to(request.user, permission).filter(pk=pk).exists():
        raise PermissionDenied(permission)
    move.pupil.school = move.school
    return move


@needs(P.MOVE_LIST)
@require_http_methods(["GET"])
@reads("listed", detail=lambda request: request.GET.dict())
def move_list(request, slug):
    school = school_or_404(request, slug, P.MOVE_LIST)
    what = listing.asked(request, school)
    page, rows = listing.rows(request, school, what)
    edits = may(request.user, P.MOVE_EDIT, school.pk)
    without = 0
    is_now = what.year == schooldays.school_year(moment.today())
    if edits and is_now and what.direction == SchoolMove.Direction.LEAVING:
        without = services.without_list(school, what.year).count()
    context = {
        "page": page,
        "rows": rows,
        "what": what,
        "is_joining": what.direction == SchoolMove.Direction.JOINING,
        "tabs": listing.tabs(what),
        "years": listing.years(what),
        "year": schooldays.year_words(what.year),
        "may_add": may(request.user, P.JOINER_ADD, school.pk),
        "without": counted(without, "leaver") if without else "",
        "sees_plans": may(request.user, P.PLAN_VIEW, school.pk),
        **links(request, school.pk, f"{request.path}as/"),
    }
    return render(request, "moves/list.html", context)


@needs(P.JOINER_ADD)
@require_http_methods(["GET", "POST"])
def add_joiner(request, slug):
    school = school_or_404(request, slug, P.JOINER_ADD)
    kept = {"kept_by": request.user, "kept_as": "joiner", "kept_key": school.slug}
    about_needs = may(request.user, P.MOVE_EDIT, school.pk)
    form = JoinerForm(request.POST or None, about_needs=about_needs, **kept)
    here = f"/{school.slug}/moves/"

    def save():
        move = services.add_joiner(school=school, by=request.user, **form.answers)
        return move if about_needs else here

    done = "Added. The child is on the roll from the first day you gave."
    if answer := send(request, form, save, cancel_url=here, done=done):
        return answer
    return render(request, "moves/new.html", {"form": form, "back": here})


@needs(P.MOVE_EDIT)
@require_http_methods(["POST"])
def start_leavers(request, slug):
    school = school_or_404(request, slug, P.MOVE_EDIT)
    count = services.start_leavers(school=school, by=request.user)
    messages.success(request, f"{counted(count, 'list')} begun.")
    return redirect(f"/{school.slug}/moves/?who=leaving")


@needs(P.MOVE_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def start(request, pk):
    pupil = pupil_or_404(request, pk)
    if not may_about(request.user, P.MOVE_EDIT, pupil):
        raise PermissionDenied(P.MOVE_EDIT)
    kept = {"kept_by": request.user, "kept_as": "move", "kept_key": f"pupil-{pupil.pk}"}
    form = StartForm(request.POST or None, pupil=pupil, **kept)

    def save():
        return services.start_move(pupil=pupil, by=request.user, **form.answers)

    back = pupil.get_absolute_url()
    if answer := send(request, form, save, cancel_url=back, done="The list is begun."):
        return answer
    return render(request, "moves/start.html", {"form": form, "pupil": pupil})


@needs(P.MOVE_VIEW)
@require_http_methods(["GET"])
@reads("read")
def move_page(request, pk):
    move = move_of(request, pk)
    edits = may(request.user, P.MOVE_EDIT, move.school_id)
    rows = MoveTask.objects.visible_to(request.user).filter(move=move).select_related("done_by")
    pupil = move.pupil
    is_joining = move.direction == SchoolMove.Direction.JOINING
    day = pupil.admitted_on if is_joining else pupil.left_on
    context = {
        "move": move,
        "pupil": pupil,
        "heading": f"{pupil.name}: {move.get_direction_display().lower()}",
        "facts": [
            ("Expected first day" if is_joining else "Last day here",
             day_text(day) or ("" if is_joining else "End of the summer term")),
            ("Comes from" if is_joining else "Goes to", move.setting),
            ("Who to call", move.who_to_call),
            ("Needs known", move.get_sen_known_display()),
            ("What we know", move.about),
        ],
        "tasks": [task_row(task, edits) for task in rows],
        "notes": [
            {"text": note.text, "by": note.by.name,
             "day": words(note.at.astimezone(moment.LONDON))}
            for note in move.added_notes.select_related("by")
        ],
        "edits": edits,
        "may_note": may(request.user, P.MOVE_NOTE, move.school_id),
    }  # fmt: skip
    return render(request, "moves/page.html", context)


def task_row(task, edits) -> dict:
    words_of = BY_KEY[task.key]
    is_open = task.state == MoveTask.State.OPEN
    late = is_open and task.due_on < moment.today()
    if is_open:
        said = f"{'Late: was due' if late else 'By'} {words(task.due_on)}"
    else:
        said = f"{task.get_state_display()}, {words(task.done_on)}"
    kind = "late" if late else "plain" if task.state != MoveTask.State.DONE else "done"
    return {
        "title": words_of.title,
        "hint": task.note or words_of.hint,
        "state": said,
        "kind": kind,
        "url": task.get_absolute_url() if edits else "",
    }


@needs(P.MOVE_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def edit(request, pk):
    move = move_of(request, pk, P.MOVE_EDIT)
    kept = {"kept_by": request.user, "kept_as": "move", "kept_key": f"move-{move.pk}"}
    form = MoveForm(request.POST or None, instance=move, **kept)

    def save():
        version = form.cleaned_data["version"]
        return services.change_move(move=move, version=version, by=request.user, **form.answers)

    url = move.get_absolute_url()
    if answer := send(request, form, save, cancel_url=url, leads_to=url, done="Saved."):
        return answer
    return render(request, "moves/edit.html", {"form": form, "move": move})


@needs(P.MOVE_NOTE)
@require_http_methods(["GET", "POST"])
@reads("read")
def add_note(request, pk):
    move = move_of(request, pk, P.MOVE_NOTE)
    kept = {"kept_by": request.user, "kept_as": "move-note", "kept_key": f"move-{move.pk}"}
    form = NoteForm(request.POST or None, **kept)

    def save():
        services.add_note(move=move, by=request.user, **form.answers)
        return move

    url = move.get_absolute_url()
    if answer := send(request, form, save, cancel_url=url, leads_to=url, done="Added."):
        return answer
    return render(request, "moves/note.html", {"form": form, "move": move})


@needs(P.MOVE_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def task(request, pk):
    rows = MoveTask.objects.visible_to(request.user).select_related(
        "school__policy", "move", "pupil"
    )
    row = record_or_404(request, rows, pk)
    require(request.user, P.MOVE_EDIT, school_id=row.school_id)
    if row.key not in BY_KEY:
        raise Http404
    kept = {"kept_by": request.user, "kept_as": "move-task", "kept_key": f"task-{row.pk}"}
    form = TaskForm(request.POST or None, instance=row, **kept)

    def save():
        version = form.cleaned_data["version"]
        services.end_task(task=row, version=version, by=request.user, **form.answers)
        return row.move

    url = row.move.get_absolute_url()
    if answer := send(request, form, save, cancel_url=url, leads_to=url, done="Noted."):
        return answer
    context = {"form": form, "task": row, "words": BY_KEY[row.key], "due": words(row.due_on)}
    return render(request, "moves/task.html", context)


@needs(P.MOVE_EDIT)
@require_GET
def due(request, pk):
    """From the line on Today, which knows the school's number, to those who leave."""
    school = school_by_id(request.user, pk)
    school_or_404(request, school.slug, P.MOVE_EDIT)
    return redirect(f"/{school.slug}/moves/?who=leaving")
