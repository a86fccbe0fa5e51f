"""The tabs of this room: People, Facts, Timeline, Shared with."""

from itertools import groupby

from accounts.permissions import Permission
from pupils.access import may_about
from pupils.groups.teaching import groups_taught
from pupils.models import Assignment, ChronologyEntry, Contact, Document, ExamAccess, Share
from pupils.panels import Panel, add_panel
from pupils.profile.words import header_help
from pupils.sharing import rests
from pupils.upn import is_temporary
from pupils.wording import counted, day_text
from schools.models import ClassStaff
from sendcase import moment
from sendcase.pages import keyset

P = Permission


def people(request, pupil) -> dict:
    """Contacts as far as the person may see them; the staff around the child."""
    user = request.user
    full = may_about(user, P.CONTACT_VIEW, pupil)
    names = full or may_about(user, P.CARER_NAME_VIEW, pupil)
    contacts = list(contacts_seen(user, pupil, full)) if names else []
    may_edit = may_about(user, P.CONTACT_EDIT, pupil)
    return {
        "households": households(contacts) if full else [],
        "carers": [] if full else contacts,
        "sees_contacts": full,
        "sees_carers": names,
        "may_edit": may_edit,
        "may_paper": may_about(user, P.CONSENT_PAPER, pupil),
        "may_assign": may_about(user, P.REGISTER_EDIT, pupil),
        "teachers": teachers(pupil),
        "supporters": supporters(pupil),
    }


def contacts_seen(user, pupil, full):
    needed = P.CONTACT_VIEW if full else P.CARER_NAME_VIEW
    rows = Contact.objects.visible_to(user, needed).filter(pupil=pupil).current()
    if full:
        return rows
    # A teacher reads who cares for the child: a name and who they are, and nothing to reach them.
    return rows.only("title", "first_name", "last_name", "relationship", "priority")


def households(contacts) -> list[dict]:
    contacts = sorted(contacts, key=lambda each: (each.household, each.priority, each.pk))
    return [
        {"number": number, "contacts": list(group)}
        for number, group in groupby(contacts, key=lambda each: each.household)
    ]


def teachers(pupil) -> list[dict]:
    """Of the class, then of the child's teaching groups, who teach nothing more than that."""
    held = ClassStaff.objects.held_today().filter(
        class_group__isnull=False, class_group=pupil.class_group_id
    )
    return [
        *({"name": row.user.name, "lead": row.is_lead} for row in held.select_related("user")),
        *({"name": name, "group": group} for name, group in groups_taught(pupil)),
    ]


def supporters(pupil) -> list[dict]:
    """Today's and the coming ones."""
    rows = Assignment.objects.not_over().filter(pupil=pupil).select_related("user")
    return [
        {
            "pk": row.pk,
            "name": row.user.name,
            "words": f"from {day_text(row.from_on)}"
            + (f" until {day_text(row.until_on)}" if row.until_on else ""),
        }
        for row in rows
    ]


def facts(request, pupil) -> dict:
    yes = {True: "Yes", False: "No"}
    upn = f"{pupil.upn} (temporary)" if is_temporary(pupil.upn) else pupil.upn
    return {
        "helps": [
            ("How to help me", header_help(pupil)),
            ("Reasonable adjustments", pupil.reasonable_adjustments),
            ("Disabled under the Equality Act", pupil.get_disability_display()),
            ("Has a medical need", yes[pupil.medical_flag]),
        ],
        "health_plan": pupil.health_care_plan_url,
        "context": [
            ("First language", pupil.first_language),
            ("English as an additional language", yes[pupil.eal]),
            ("Ethnicity", pupil.get_ethnicity_display()),
            ("Free school meals", yes[pupil.fsm]),
            ("Pupil premium", yes[pupil.pupil_premium]),
            ("Looked after by a local authority", yes[pupil.looked_after]),
            ("Parent in the armed forces", yes[pupil.service_child]),
            ("Young carer", yes[pupil.young_carer]),
        ],
        "numbers": [
            ("Date of birth", day_text(pupil.born_on)),
            ("UPN", upn),
            ("UPN before that", pupil.former_upn),
            ("Admission number", pupil.admission_number),
            ("First day here", day_text(pupil.admitted_on)),
            ("Last day here", day_text(pupil.left_on) or "Still here"),
        ],
        "young_person": pupil.get_parents_may_be_told_display(),
        "young_person_note": pupil.parents_may_be_told_note,
        "exam_access": exam_access(request.user, pupil),
        "may_edit": may_about(request.user, P.PUPIL_EDIT, pupil),
    }


def exam_access(user, pupil) -> list[dict]:
    rows = ExamAccess.objects.visible_to(user).filter(pupil=pupil)
    today = moment.today()
    return [
        {
            "pk": row.pk,
            "arrangement": row.arrangement,
            "kind": row.get_kind_display(),
            "evidence": row.evidence,
            "reference": row.reference,
            "until": day_text(row.expires_on),
            "over": bool(row.expires_on and row.expires_on < today),
            "ended": day_text(row.ended_on),
        }
        for row in rows
    ]


def timeline(request, pupil) -> dict:
    rows = ChronologyEntry.objects.visible_to(request.user).filter(pupil=pupil)
    page = keyset(rows, order=("-on", "-pk"), request=request)
    entries = [
        {"on_text": day_text(row.on), "words": row.summary, "url": row.url} for row in page.rows
    ]
    papers = Document.objects.visible_to(request.user).filter(pupil=pupil).order_by("-pk")[:50]
    return {
        "page": page,
        "entries": entries,
        "documents": [
            {"title": row.title, "url": f"/documents/{row.pk}/", "on": day_text(row.created_at),
             "is_pdf": row.media_type == "application/pdf"}
            for row in papers
        ],
    }  # fmt: skip


def sharing(request, pupil) -> dict:
    today = moment.today()
    rows = Share.objects.visible_to(request.user).filter(content_object=pupil)
    rows = rows.select_related("user", "granted_by", "consent").order_by("-until_on", "-pk")
    shares = [share_row(row, today, pupil) for row in rows]
    return {
        "current": [row for row in shares if row["open"]],
        "past": [row for row in shares if not row["open"]],
    }


def share_row(row, today, pupil) -> dict:
    given = ["the pupil's page"]
    given += ["the plan"] if row.includes_plan else []
    given += ["the referral"] if row.includes_referral else []
    given += ["the extra help"] if row.includes_provision else []
    left = (row.until_on - today).days
    return {
        "pk": row.pk,
        "name": row.user.name,
        "email": row.user.email,
        "reason": row.reason,
        "consent": row.consent_note,
        "given": " and ".join(filter(None, [", ".join(given[:-1]), given[-1]])),
        "by": row.granted_by.name,
        "from": day_text(row.from_on),
        "until": day_text(row.until_on),
        "left": "today is the last day" if left == 0 else f"{counted(left, 'day')} left",
        "open": row.ended_at is None and row.until_on >= today,
        "rests": rests(row, pupil),
        "ended": day_text(row.ended_at or row.until_on),
    }


def register() -> None:
    folder = "pupils/partials"
    add_panel(Panel("people", "People", 70, P.PUPIL_VIEW, f"{folder}/_people.html", people))
    add_panel(Panel("facts", "Facts", 75, P.CONTEXT_VIEW, f"{folder}/_facts.html", facts))
    add_panel(Panel("timeline", "Timeline", 90, P.PUPIL_VIEW, f"{folder}/_timeline.html", timeline))
    add_panel(
        Panel("sharing", "Shared with", 95, P.SHARE_GRANT, f"{folder}/_sharing.html", sharing)
    )
