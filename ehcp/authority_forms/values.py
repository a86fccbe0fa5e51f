"""What a review says, under our names (vocabulary), as plain text."""

from ehcp.reviews.after import contents
from ehcp.reviews.meeting import content
from ehcp.reviews.meeting.showing import of_iso

HERE = ("yes", "online")


def of_review(row) -> dict:
    """row: school, pupil and plan joined. Texts by name; persons, outcomes, changes as lists."""
    value = content.of_review(row)
    plan, pupil, views = value["plan"], value["pupil"], value["views"]
    grown = {part["key"]: part["words"] for part in value["adulthood"]["parts"]}
    return {
        "pupil_name": pupil["name"], "pupil_first_name": pupil["first_name"],
        "born_on": day(pupil["born_on"]), "year": pupil["year"], "school": value["school"],
        "local_authority": plan["local_authority"], "reference": plan["reference"],
        "officer": plan["officer_name"], "plan_issued_on": day(plan["issued_on"]),
        "plan_amended_on": day(plan["amended_on"]), "review_kind": value["kind_words"],
        "meeting_on": day(value["held_on"] or value["meeting_on"]), "place": value["place"],
        "chair": value["chair"], "invited_on": day(value["invited_on"]),
        "circulated_on": day(value["circulated_on"]), "interpreter": value["interpreter"],
        "advocate": value["advocate"], "attended": came(value, HERE),
        "apologies": came(value, ("sorry",)), "advice_list": advice(value), **views, **grown,
        "recommendation": value["asks_display"], "recommendation_words": value["asks_words"],
        "changes_all": "\n".join(all_changes(value)), "outcomes_all": "\n".join(progress(value)),
        **changes_by_section(value), "persons": persons(value), "outcomes": outcomes(value),
        "changes": changes(value), **ticks(row, value),
    }  # fmt: skip


def ticks(row, value) -> dict[str, bool]:
    """Yes or no; of who came only what was written down. row: an AnnualReview."""
    here = {each["role"] for each in value["people"] if each["came"] in HERE}
    return {
        **{f"tick_{kind}": row.kind == kind for kind in ("annual", "early", "transfer")},
        **{f"tick_{asks}": row.asks == asks for asks in row.Asks.values},
        "tick_pupil_came": "young_person" in here, "tick_family_came": "parent" in here,
        "tick_interpreter": bool(row.interpreter), "tick_advocate": bool(row.advocate),
        "tick_with_pep": row.is_with_pep,
    }  # fmt: skip


def day(iso) -> str:
    return of_iso(iso)


def title(person) -> str:
    return ", ".join(filter(None, (person["name"], person["organisation"])))


def came(value, codes) -> str:
    found = [f"{title(each)} ({each['role_words'].lower()})" for each in value["people"]
             if each["came"] in codes and title(each)]  # fmt: skip
    return "\n".join(found)


def advice(value) -> str:
    return "\n".join(f"{title(each)}, {day(each['advice_on'])}" for each in value["people"]
                     if each["advice_on"])  # fmt: skip


def all_changes(value) -> list[str]:
    return [f"Section {section['letter']}: {each['words']}" for section in value["changes"]
            for each in section["changes"]]  # fmt: skip


def changes_by_section(value) -> dict[str, str]:
    return {
        f"changes_{section['letter'].lower()}": "\n".join(e["words"] for e in section["changes"])
        for section in value["changes"]
    }


def progress(value) -> list[str]:
    return [f"{each['name']}: {each['reached_words'] or 'Not said'}. {each['progress_words']}"
            for each in value["outcomes"]]  # fmt: skip


def persons(value) -> list[dict]:
    return [
        {"person_name": each["name"], "person_role": each["role"], "person_came": each["came"],
         "person_advice": each["advice"]} for each in contents.people(value)
    ]  # fmt: skip


def outcomes(value) -> list[dict]:
    return [
        {"outcome_number": each["name"], "outcome_words": each["words"],
         "outcome_reached": each["reached_words"], "outcome_progress": each["progress_words"],
         "outcome_next": each["next_words"]} for each in value["outcomes"]
    ]  # fmt: skip


def changes(value) -> list[dict]:
    return [
        {"change_section": section["letter"], "change_words": each["words"],
         "change_why": each["why"]}
        for section in value["changes"] for each in section["changes"]
    ]  # fmt: skip
