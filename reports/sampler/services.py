"""Drawing a sample, releasing its plans line by line, opening it and taking it back."""

import json
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts.access import may, roles_at
from accounts.permissions import Permission as P
from accounts.permissions import Role
from audit import log
from iep import content
from iep.models import PlanVersion
from iep.reviews.reading import outcomes_of
from pupils.models import Pupil
from pupils.wording import day_text
from reports.sampler import drawing, shared, states
from reports.sampler.known import near_of, secrets_of
from reports.sampler.lines import lines_of
from reports.sampler.models import Sample, SampleItem, SampleRelease
from reports.sampler.removing import cleaned
from reports.sampler.shortening import is_shortened
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.frozen.services import digest

SCHEMA = 1
FACTS = ("kind", "year", "area")  # the last are the first to be left out
MOST_DAYS = 90  # as long as a governor may read one sample; then it is drawn anew


@transaction.atomic
def draw(*, school, size, by, seed=None) -> Sample:
    """size: 3 to 8 plans; seed: a number somebody else thought of, None: we take one.

    Raises IllegalMove where no sample of the school can be nameless.
    """
    seed = drawing.new_seed() if seed is None else seed
    found = drawing.lots(school, seed, moment.today())
    if refused := drawing.why_not(len(found)):
        raise IllegalMove(refused)
    sample = Sample.objects.create(
        school=school, drawn_by=by, seed=seed, size=size, of_children=len(found)
    )
    chosen = found[:size]
    _fill(sample, chosen, _facts(found))
    detail = {"seed": seed, "size": size, "plans": [lot.plan for lot in chosen]}
    log.record("sample.drawn", target=sample, by=by, school_id=school.pk, detail=detail)
    return sample


def _facts(found) -> dict[int, dict[str, str]]:
    """Version → what may be said of its plan's child, worked out over all that could be drawn."""
    versions = PlanVersion.objects.filter(pk__in=[lot.version for lot in found])
    rows = versions.order_by("pk").values_list("pk", "plan__kind__name", "plan__pupil__year",
                                               "content")  # fmt: skip
    numbers, facts = [], []
    for pk, kind, year, text in rows.iterator():
        areas = [area["name"] for area in json.loads(text)["areas"] if area["applies"]]
        numbers.append(pk)
        facts.append((kind, shared.band_of(year), ", ".join(areas)))
    said = (dict(zip(FACTS, words, strict=True)) for words in shared.said(facts))
    return dict(zip(numbers, said, strict=True))


def _fill(sample, chosen, facts) -> None:
    secrets = secrets_of(sample.school)
    pupils = (
        Pupil.objects.select_related("class_group")
        .prefetch_related("contacts")
        .in_bulk([lot.pupil for lot in chosen])
    )
    versions = PlanVersion.objects.select_related("plan__kind").in_bulk(
        [lot.version for lot in chosen]
    )
    for position, lot in enumerate(chosen, start=1):
        version, pupil = versions[lot.version], pupils[lot.pupil]
        value = content.of_version(version)
        lines = lines_of(value, outcomes_of(version.plan))
        mine = near_of(secrets, pupil, [line["text"] for line in lines])
        SampleItem.objects.create(
            school=sample.school, sample=sample, pupil=pupil, plan_version=version,
            position=position, facts=facts[version.pk],
            cleaned=[{"key": line["key"], "title": cleaned(line["title"], mine),
                      "text": cleaned(line["text"], mine)} for line in lines],
        )  # fmt: skip


def may_release(user, sample) -> bool:
    """The head looks at the SENCO's plans: two people. Whoever is both does not release what they
    drew themselves.
    """
    is_both = Role.SENCO in roles_at(user, sample.school_id)
    holds = may(user, P.SAMPLE_RELEASE, sample.school_id)
    return holds and not (is_both and sample.drawn_by_id == user.pk)


def _require_second(user, sample) -> None:
    if not may_release(user, sample):
        raise PermissionDenied(P.SAMPLE_RELEASE)


@transaction.atomic
def release(*, item, texts, by, version=None) -> SampleRelease:
    """texts: {key: words to be released}; what is not there, or empty, is held back.

    What is released is frozen. Raises PermissionDenied, edits.Stale, IllegalMove where a text is
    more than a shorter form of what stood there, or names somebody who is known by now.
    """
    _require_second(by, item.sample)
    row = edits.locked(SampleItem, item.pk, version)
    sample = edits.locked(Sample, row.sample_id)
    states.check(sample, "release a plan")
    decided = checked(row, texts)
    edits.save(row, decided=decided)
    edits.save(sample)  # whoever has the page before them on which it is opened looks again
    made = _freeze(row, decided, by)
    detail = {"number": made.number, "lines": sorted(decided)}
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("sampleitem.released", target=row, by=by, detail=detail, **ids)
    return made


def checked(item, texts) -> dict[str, str]:
    """Of the keys of this plan, what is released. Raises IllegalMove."""
    secrets = near_of(secrets_of(item.school), item.pupil, texts.values())
    decided = {}
    for line in item.cleaned:
        text = texts.get(line["key"], "").strip()
        if not text:
            continue
        if not is_shortened(text, line["text"]):
            raise IllegalMove(f"{line['title']}: words may be taken out, but none added.")
        if cleaned(text, secrets) != text:
            raise IllegalMove(f"{line['title']} still names somebody or something. It should say: "
                              f"“{cleaned(text, secrets)}”")  # fmt: skip
        decided[line["key"]] = text
    return decided


def _freeze(item, decided, by) -> SampleRelease:
    """The item is locked."""
    lines = [{"title": line["title"], "text": decided[line["key"]]} for line in item.cleaned
             if line["key"] in decided]  # fmt: skip
    last = item.releases.aggregate(last=Max("number"))["last"] or 0
    text = log.canonical({"facts": item.facts, "lines": lines})
    return SampleRelease.objects.create(
        item=item, number=last + 1, content=text, sha256=digest(text), schema=SCHEMA, made_by=by
    )


@transaction.atomic
def open_to_governors(*, sample, until, by, version=None) -> Sample:
    """until: the last day they read it. Raises PermissionDenied, edits.Stale, IllegalMove."""
    _require_second(by, sample)
    row = edits.locked(Sample, sample.pk, version)
    state = states.check(row, "open to governors")
    refuse_until(until, row.released_at)
    waiting = row.items.filter(releases=None).count()
    if waiting:
        raise IllegalMove("Look at each plan first, and release it or hold all of it back.")
    refuse_named(row)
    at = row.released_at or moment.now()  # opened again, with another last day: still the first
    edits.save(row, state=state, readable_until=until, released_by=by, released_at=at)
    detail = {"readable_until": [None, until]}
    log.record("sample.opened", target=row, by=by, school_id=row.school_id, detail=detail)
    return row


def refuse_until(until, opened_at) -> None:
    """opened_at: when the sample was opened first; None: it is being opened."""
    opened_at = opened_at or moment.now()
    last = opened_at.astimezone(moment.LONDON).date() + timedelta(days=MOST_DAYS)
    if last < moment.today():
        raise IllegalMove(f"It was opened more than {MOST_DAYS} days ago. Draw a new sample.")
    if not moment.today() <= until <= last:
        raise IllegalMove(f"Choose a day between today and {day_text(last)}.")


def refuse_named(sample) -> None:
    """Children and families may have come since a plan was released. Raises IllegalMove."""
    secrets = secrets_of(sample.school)
    for item in sample.items.select_related("pupil"):
        lines = json.loads(item.releases.order_by("-number").first().content)["lines"]
        words = [word for line in lines for word in (line["title"], line["text"])]
        mine = near_of(secrets, item.pupil, [line["text"] for line in lines])
        if any(cleaned(word, mine) != word for word in words):
            raise IllegalMove(f"Plan {item.position} names somebody or something that was not "
                              "known when it was released. Release it again.")  # fmt: skip


@transaction.atomic
def take_back(*, sample, by) -> Sample:
    """Nobody but head and SENCO reads it from now on. Taken back twice: once."""
    if not may(by, P.SAMPLE_DRAW, sample.school_id):
        raise PermissionDenied(P.SAMPLE_DRAW)
    row = edits.locked(Sample, sample.pk)
    if row.state == Sample.State.TAKEN_BACK:
        return row
    edits.save(row, state=states.check(row, "take back"))
    log.record("sample.taken_back", target=row, by=by, school_id=row.school_id)
    return row
