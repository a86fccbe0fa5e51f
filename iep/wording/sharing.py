"""Before a plan goes home: what the check says, and what must have been read."""

from collections import Counter
from dataclasses import dataclass

from iep.wording.checking import check_plan, check_text
from iep.wording.facts import facts_of
from iep.wording.margin import ICONS, OTHER_ICON, SAID_ELSEWHERE, _put

# Another child's name, the wrong pronoun, a gap: nobody wants these sent by oversight.
MUST_READ = {"wrong-name", "wrong-pronoun", "filler"}
FIELDS = {
    "target": "target", "criteria": "achievement criteria", "resources": "resources",
    "strategies": "strategies", "delivered_by": "who delivers it", "plain_words": "plain words",
    "strengths": "strengths", "concerns": "concerns", "home_support": "at home",
    "areas": "areas of need", "review_on": "review date", "pupil_views": "what the child says",
}  # fmt: skip


@dataclass(frozen=True)
class ToShare:
    """groups: (title, lines) of the plan; a line is icon, words, and where to mend it."""

    groups: list
    must_read: bool
    accepted: dict  # {rule: how often}, for the audit log; empty where no tick was asked


def look(plan, form) -> ToShare:
    """Check what is saved, and what stands in the form for the letter. Asks for the tick."""
    facts = facts_of(plan)
    of_plan = [each for each in check_plan(facts) if not said_elsewhere(each)]
    of_letter = check_text("noticed", form["noticed"].value() or "", facts)
    _put(form, of_letter)
    everything = of_plan + of_letter
    must_read = any(each.family in MUST_READ for each in everything)
    if must_read:
        form.ask_to_read()
    counted = dict(Counter(each.rule for each in everything)) if must_read else {}
    return ToShare(groups(of_plan, facts), must_read, counted)


def said_elsewhere(finding) -> bool:
    """The share page counts the targets without plain words itself."""
    return finding.family in SAID_ELSEWHERE or finding.rule == "no-plain-words"


def groups(findings, facts) -> list:
    titles = {None: "The plan"} | {
        row.number: f"Target {row.number}: {row['target'][:80]}" for row in facts.rows
    }
    by_row = {number: [] for number in titles}
    for each in findings:
        by_row[each.row].append(line(each))
    return [(titles[number], lines) for number, lines in by_row.items() if lines]


def line(finding) -> dict:
    if finding.row:
        box = f"id_targets-{finding.row - 1}-{finding.field}"
    else:
        box = "targets" if finding.field in ("target", "plain_words") else f"id_{finding.field}"
    return {
        "icon": ICONS.get(finding.family, OTHER_ICON),
        "must": finding.family in MUST_READ,
        "why": finding.why,
        "suggestion": finding.suggestion,
        "box": "id_areas_0" if box == "id_areas" else box,
        "field": FIELDS.get(finding.field, finding.field),
    }
