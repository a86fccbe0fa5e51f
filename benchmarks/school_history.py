"""One large school after three years, in bulk: what benchmarks.filling makes of it, and besides the
plans of every half term with their papers, letters, sessions with their ticks, and the log.

A paper is as large as ours are, of bytes that do not pack.
"""

import hashlib
import os
import uuid
from datetime import timedelta

from django.db import connection

from accounts.permissions import Role
from sendcase import moment

PLANS_BEFORE = 15  # of each case: one every half term
LETTERS = 4000
PAPER = 40 * 1024  # bytes
GROUPS, WEEKS, IN_A_GROUP = 30, 117, 5
EVENTS = 200_000  # every third says what was before and after
BATCH = 1000


def build(pupils: int):
    """The school with its SENCO and its head, who may export it."""
    import random

    from benchmarks import filling, owed
    from schools.services.school import create_school

    school = create_school(
        name="Large School", urn="300001", laestab="9993001", preset="staged_response",
        slug="large", safeguarding_lead="Ms R. Okafor",
    )  # fmt: skip
    senco, _ = (owed.worker(school, role, str(role)) for role in (Role.SENCO, Role.HEAD))
    filling.add_school(school, pupils, senco, random.Random(1))
    owed.hold_classes(school)
    share = pupils / 1350
    plans_before(school, senco)
    letters(school, senco, round(LETTERS * share))
    sessions(school, senco, max(1, round(GROUPS * share)))
    events(school, senco, round(EVENTS * share))
    return school


def papers(pupils, title: str, by) -> list:
    """A document with its file for each pupil of the list."""
    from django.core.files.base import ContentFile

    from pupils.models import Document

    storage, rows = Document._meta.get_field("file").storage, []
    for pupil in pupils:
        data = b"%PDF-1.7" + os.urandom(PAPER)
        name = f"documents/{pupil.school_id}/{uuid.uuid4().hex}.pdf"
        rows.append(Document(
            school_id=pupil.school_id, pupil=pupil, title=title, media_type="application/pdf",
            file=storage.save(name, ContentFile(data)), size=len(data), needs="plan_view",
            sha256=hashlib.sha256(data).hexdigest(), made_by=by,
        ))  # fmt: skip
    return Document.objects.bulk_create(rows, BATCH)


def plans_before(school, by) -> None:
    from iep import content
    from iep.models import PlanVersion, SupportPlan, Target

    now = list(SupportPlan.objects.filter(school=school).select_related("kind", "pupil", "school"))
    for number in range(PLANS_BEFORE):
        began = moment.today() - timedelta(weeks=7 * (number + 1))
        rows = [before(plan, began) for plan in now]
        SupportPlan.objects.bulk_create(rows, BATCH)
        Target.objects.bulk_create(
            (Target(school=school, plan=row, position=n, target="Reads 20 words by sight",
                    criteria="18 of 20", resources="Cards", strategies="Near the board")
             for row in rows for n in (1, 2, 3)), BATCH,
        )  # fmt: skip
        documents = papers([row.pupil for row in rows], "Plan", by)
        PlanVersion.objects.bulk_create(
            (version(PlanVersion, row, content.of_plan(row), document, by, plan=row)
             for row, document in zip(rows, documents, strict=True)), BATCH,
        )  # fmt: skip


def before(plan, began):
    """The same plan of an earlier time, closed."""
    made = type(plan)()
    for field in plan._meta.local_concrete_fields:
        if not field.primary_key:
            setattr(made, field.attname, getattr(plan, field.attname))
    made.uid, made.state, made.starts_on = uuid.uuid4(), "closed", began
    made.review_on, made.closed_reason = began + timedelta(weeks=6), "The next one began."
    return made


def version(model, row, content: dict, document, by, **owner):
    from audit.log import canonical

    text = canonical(content)
    return model(number=1, made_by=by, schema=2, content=text, document=document,
                 sha256=hashlib.sha256(text.encode()).hexdigest(), **owner)  # fmt: skip


def letters(school, by, count: int) -> None:
    from benchmarks import owed
    from letters import paper
    from letters.models import Letter, LetterVersion
    from pupils.models import Contact

    people = Contact.objects.filter(school=school, priority=1).select_related("pupil")
    owed.add_letters(school, list(people), count, by)
    joined = ("school__policy", "pupil", "contact", "template")
    rows = list(Letter.objects.filter(school=school).select_related(*joined))
    content = paper.content_of(rows[0])
    documents = papers([row.pupil for row in rows], "Letter", by)
    LetterVersion.objects.bulk_create(
        (version(LetterVersion, row, content | {"reference": f"L{row.pk}"}, document, by,
                 letter=row) for row, document in zip(rows, documents, strict=True)), BATCH,
    )  # fmt: skip


def sessions(school, by, groups: int) -> None:
    """Three days a week for three years, ticked."""
    from provision.models import Mark, Place, Session
    from tests.factories.provision_term import groups as make

    children = list(school.pupils.exclude(stage=None).order_by("pk"))
    lists = [children[n * IN_A_GROUP :][:IN_A_GROUP] or children[:5] for n in range(groups)]
    first = moment.today() - timedelta(weeks=WEEKS)
    rows = make(school, groups, adults=[by], pupils=lists, first=first, weekdays=())
    days = [first + timedelta(weeks=week, days=day) for week in range(WEEKS) for day in (0, 2, 4)]
    held = Session.objects.bulk_create(
        (Session(school=school, intervention=row, on=day, minutes=20)
         for row in rows for day in days), BATCH,
    )  # fmt: skip
    places: dict[int, list] = {}
    for place in Place.objects.filter(school=school):
        places.setdefault(place.intervention_id, []).append(place)
    Mark.objects.bulk_create(
        (Mark(school=school, session=each, place=place, pupil_id=place.pupil_id, marked_by=by,
              outcome="delivered", minutes=20)
         for each in held for place in places.get(each.intervention_id, ())), BATCH,
    )  # fmt: skip


def events(school, by, count: int) -> None:
    given = {"school": school.pk, "actor": by.pk, "count": count}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO audit_event (at, school_id, actor_id, pupil_id, verb, object_type,
                object_id, request_id, detail_digest, sequence, seal)
            SELECT now() - n * interval '8 minutes', %(school)s, %(actor)s, plan.pupil_id,
                'plan.edited', 'iep.supportplan', plan.id, '', '', 10000000 + n, repeat('0', 64)
            FROM generate_series(1, %(count)s) n JOIN (
                SELECT id, pupil_id, row_number() OVER (ORDER BY id) AS at,
                    count(*) OVER () AS number
                FROM iep_supportplan WHERE school_id = %(school)s
            ) plan ON plan.at = n %% plan.number + 1
            """,
            given,
        )
        cursor.execute(
            """
            INSERT INTO audit_eventdetail (event_id, text)
            SELECT id, '{"concerns": ["Reading is slow.", "Reading is slow, and writing is."]}'
            FROM audit_event WHERE school_id = %(school)s AND verb = 'plan.edited' AND id %% 3 = 0
            """,
            given,
        )
