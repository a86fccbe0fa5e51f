"""Which tables of a school are in its export, and why the others are not.

A table with a `school` of its own is in it without a word here. Any other has to be named, or
tests/repo/test_school_export.py fails: nothing is forgotten and no secret slips in.
"""

from django.apps import apps
from django.db.models import Q

SCHOOL = "schools.School"
USER = "accounts.User"
# Tables that find their school through another row.
THROUGH = {
    "ehcp.Circulated": "invitation__review__school",
    "ehcp.EhcNeed": "plan__school",
    "ehcp.EhcOutcome": "plan__school",
    "ehcp.EhcProvision": "plan__school",
    "ehcp.Invitation": "review__school",
    "ehcp.LargeReport": "report__school",
    "ehcp.OutcomeProgress": "review__school",
    "ehcp.Section": "plan__school",
    "ehcp.SectionChange": "review__school",
    "iep.HandoverVersion": "note__school",
    "iep.PlanVersion": "plan__school",
    "letters.LetterVersion": "letter__school",
    "pupils.ProfileVersion": "profile__school",
    "reports.BoardVersion": "edition__school",
    "reports.CensusVersion": "census__school",
    "reports.SampleRelease": "item__school",
}
OF_THE_SITE = "It belongs to the installation, not to a school."
SIGNED_IN = "How somebody signs in is never given away; everybody is invited anew."
SECRET = "It opens a door: a link or a code, of this installation alone."
ON_THE_WAY = "Work in hand. What came of it is in its own table."
LOG = "It is in log/events.jsonl, to be read. A log that came in a file would prove nothing."
PRINTED = "A print of records that are in the export; one press makes it again."
OWN = "A person's own setting, made again in a minute."
LEFT_OUT = {
    "account.EmailAddress": SIGNED_IN,
    "account.EmailConfirmation": SIGNED_IN,
    "accounts.Invitation": SECRET,
    "audit.Chain": LOG,
    "audit.Event": LOG,
    "audit.EventDetail": LOG,
    "auth.Group": OF_THE_SITE,
    "auth.Group_permissions": OF_THE_SITE,
    "auth.Permission": OF_THE_SITE,
    "contenttypes.ContentType": OF_THE_SITE,
    "drafts.Draft": ON_THE_WAY,
    "drafts.Submission": ON_THE_WAY,
    "ehcp.AdviceLink": SECRET,
    "guardian.GroupObjectPermission": OF_THE_SITE,
    "guardian.UserObjectPermission": OF_THE_SITE,
    "jobs.Job": ON_THE_WAY,
    "jobs.JobRow": ON_THE_WAY,
    "jobs.Tick": OF_THE_SITE,
    "letters.BatchPrint": "All letters of a batch in one file, with their codes. Each letter is "
    "in the export by itself.",
    "letters.LetterLink": SECRET,
    "letters.ReplyCode": SECRET,
    "mfa.Authenticator": SIGNED_IN,
    "outbox.CameBack": "What the mail of this installation met with.",
    "outbox.Hold": OF_THE_SITE,
    "outbox.Message": "A mail that waits would go out twice. Letters are in their own table.",
    "pupils.PhotoBatch": ON_THE_WAY,
    "pupils.PhotoWaiting": ON_THE_WAY,
    "pupils.RollPiece": ON_THE_WAY,
    "pupils.RollUpload": ON_THE_WAY,
    "pupils.SavedList": OWN,
    "reminders.CalendarFeed": SECRET,
    "reminders.MailDays": OWN,
    "reminders.NightlyRecount": OF_THE_SITE,
    "reminders.SavedView": OWN,
    "reports.CaseTrail": PRINTED,
    "reports.CaseTrailPupil": PRINTED,
    "reports.SchoolExport": "That all records were taken away is told by the log.",
    "schools.Trust": "A trust has schools of its own here; the next installation puts the school "
    "into one again.",
    "sessions.Session": SIGNED_IN,
    "usersessions.UserSession": SIGNED_IN,
}
# Fields that stay behind; on the way back they are as in a row that was just made.
LEFT_OUT_FIELDS = {
    USER: {"password", "last_login", "is_active"},
    SCHOOL: {"trust"},
    "ehcp.Pack": {"job"},
    # Numbers of children and people of this installation. Without them the next report tells who
    # moved from the dated records (reports.board.counting).
    "reports.BoardEdition": {"cells", "writers"},
    "schools.Membership": {"trust"},
}
# Rows of a table that is in it, and stay behind.
ROWS = {"ehcp.Pack": ~Q(state="waiting"), "schools.Membership": Q(school__isnull=False)}


def models() -> dict[str, type]:
    """ "pupils.Pupil" → its model, of every table in the export, in the order of the names."""
    found = {
        model._meta.label: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and is_kept(model)
    }
    return dict(sorted(found.items()))


def is_kept(model) -> bool:
    label = model._meta.label
    return label not in LEFT_OUT and (label == USER or path(model) is not None)


def path(model) -> str | None:
    """How a row finds its school ("plan__school"), "pk" for the school itself, or None."""
    label = model._meta.label
    if label == SCHOOL:
        return "pk"
    if label in THROUGH:
        return THROUGH[label]
    fields = model._meta.local_concrete_fields
    if any(f.name == "school" and f.related_model is apps.get_model(SCHOOL) for f in fields):
        return "school"
    if model._meta.auto_created:
        owner = next(f for f in fields if f.related_model is model._meta.auto_created)
        of_owner = path(owner.related_model)
        return of_owner and f"{owner.name}__{of_owner}"
    return None


def fields_of(model) -> list:
    """The columns that are written, in the order of the model. The key never is."""
    gone = LEFT_OUT_FIELDS.get(model._meta.label, set())
    return [
        field
        for field in model._meta.local_concrete_fields
        if not (field.generated or field.primary_key or field.name in gone)
    ]


def rows_of(model, school_id: int):
    """The rows of a school in the order in which they were made; no account is a school's."""
    rows = model._base_manager.filter(**{path(model): school_id}).order_by("pk")
    only = ROWS.get(model._meta.label)
    return rows.filter(only) if only is not None else rows
