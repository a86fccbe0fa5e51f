"""What a change of the policy means for the register, in counts."""

from collections.abc import Iterable

from register import telling
from register.models import RegisterEntry
from schools.policy.consequences import Said, changed_rows, some

COUNTS_AS = ("on_register", "census_code")


def effects(school, before, after) -> Iterable[Said]:
    rules = (before["rules"], after["rules"])
    if rules[0]["tell_parents_days"] != rules[1]["tell_parents_days"]:
        entries = RegisterEntry.objects.open().filter(school=school)
        waiting = sum(telling.is_owed(entry) for entry in entries)
        if waiting:
            wait = some(waiting, "family is still to be told", "families are still to be told")
            yield Said(f"{wait}, by the day that was set.", f"/{school.slug}/today/")
    for was, now in changed_rows(before, after, "stages"):
        yield from of_stage(school, was, now, rules[1]["register_name"])


def of_stage(school, was, now, register) -> Iterable[Said]:
    """One stage that is different, and the pupils who are there."""
    here = RegisterEntry.objects.open().filter(school=school, stage__code=was["code"]).count()
    if not here:
        return
    are = some(here, "pupil is", "pupils are")
    url = f"/{school.slug}/register/"
    if any(was[name] != now[name] for name in COUNTS_AS):
        yield Said(
            f"{are} at “{was['name']}”. {counts(was, now, register)} Their entries stay as they "
            "are until each is decided anew.",
            url,
        )
    if was["name"] != now["name"]:
        yield Said(f"{are} at “{was['name']}”: their entries keep that name of the day.", url)
    if now["closed_on"] and not was["closed_on"]:
        yield Said(f"{are} at “{was['name']}”. They stay there until each is moved.", url)
    if was["plan_kinds"] != now["plan_kinds"]:
        yield Said(
            f"{are} at “{was['name']}”. Plans they have go on; whoever waited for a first plan "
            "still gets one, and nobody else is asked for one.",
            url,
        )


def counts(was, now, register) -> str:
    """What a placement there means from today."""
    if was["on_register"] == now["on_register"]:
        return f"From today the census code there is {now['census_code']}."
    puts = "puts" if now["on_register"] else "no longer puts"
    code = now["census_code"]
    return f"From today it {puts} a pupil on the {register}; the census code there is {code}."


def hindrances(school, before, after) -> Iterable[str]:
    """An area of need stays in use while an open entry names it."""
    for was, now in changed_rows(before, after, "areas"):
        if was["is_used"] and not now["is_used"]:
            rows = RegisterEntry.objects.open().filter(school=school, areas__code=was["code"])
            names = [entry.pupil.name for entry in rows.select_related("pupil")]
            if names:
                yield f"“{was['name']}” stays in use: it stands in the entry of {listed(names)}."


def listed(names: list[str], most=5) -> str:
    shown = sorted(names)[:most]
    more = [some(len(names) - most, "other", "others")] if len(names) > most else []
    return ", ".join([*shown, *more])


def in_use(school) -> Iterable[str]:
    number = RegisterEntry.objects.open().filter(school=school).count()
    if number:
        yield f"{some(number, 'pupil is', 'pupils are')} on a stage of the policy you have."
