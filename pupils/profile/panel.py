"""The tab Profile: the one-page profile, and what the pupil said, the newest first."""

from accounts.permissions import Permission
from pupils.access import may_about
from pupils.leaving import has_gone
from pupils.panels import Panel
from pupils.profile import paper, questions
from pupils.profile.models import ProfileVersion, PupilProfile, PupilView
from pupils.profile.words import latest_view
from pupils.wording import day_text
from sendcase.pages import keyset

NEWEST = ("-on", "-pk")


def context(request, pupil) -> dict:
    user, gone = request.user, has_gone(pupil.left_on)
    rows = PupilProfile.objects.visible_to(user)
    profile = rows.select_related("school", "pupil", "saved_by").filter(pupil=pupil).first()
    latest = latest_view(user, pupil)
    views = PupilView.objects.visible_to(user).filter(pupil=pupil)
    page = keyset(views, order=NEWEST, request=request)
    return {
        "profile": shown(profile) if profile else None,
        "versions": kept(profile) if profile else [],
        "may_edit": not gone and may_about(user, Permission.PROFILE_EDIT, pupil),
        "may_note": not gone and may_about(user, Permission.PROFILE_NOTE, pupil),
        "latest": said(latest) if latest else None,
        "page": page,
        "views": [line(row) for row in page.rows],
        "may_export": may_about(user, Permission.LIST_EXPORT, pupil),
        "sheets_url": f"/pupils/{pupil.pk}/own-views/as/",
        "sheet_query": "",
    }


def shown(profile) -> dict:
    value = paper.value_of(profile)
    boxes = paper.boxes_of(value)
    if profile.next_step:
        boxes.append({"title": "What I want to do next", "symbol": "star",
                      "text": profile.next_step})  # fmt: skip
    return {
        "version": profile.version,
        "boxes": boxes,
        "whose": paper.whose_words(value),
        "saved": f"Saved by {profile.saved_by.name} on {day_text(profile.saved_at)}",
    }


def kept(profile) -> list[dict]:
    rows = ProfileVersion.objects.filter(profile=profile).select_related("made_by")[:50]
    return [
        {"number": row.number, "on": day_text(row.made_at), "by": row.made_by.name,
         "url": f"/documents/{row.document_id}/?view=1"}
        for row in rows
    ]  # fmt: skip


def said(view) -> dict:
    return {
        "view": view,
        "on": day_text(view.on),
        "shown": questions.for_reading(questions.of_view(view)),
    }


def line(view) -> dict:
    return {
        "url": view.get_absolute_url(),
        "on": day_text(view.on),
        "told": view.get_told_display(),
        "helped_by": view.helped_by,
        "is_withdrawn": view.withdrawn_at is not None,
    }


PANEL = Panel(
    key="profile",
    title="Profile",
    order=15,
    needs=Permission.PROFILE_VIEW,
    template="profile/partials/_panel.html",
    context=context,
)
