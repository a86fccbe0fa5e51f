"""What a whole plan lacks, or has too much of."""

from iep.wording.rules.base import HOME, TARGET, Hit, rule


def written(facts) -> list:
    return [row for row in facts.rows if row[TARGET].strip()]


@rule("need-without-target", "need-without-target", "An area or a concern, and no target for it",
      scope="plan")  # fmt: skip
def need_without_target(facts):
    count = len(written(facts))
    if not count and (facts.areas or facts.head.get("concerns", "").strip()):
        what = ", ".join(facts.areas) or "A concern"
        return Hit(what, "The plan says what is hard, and nothing is aimed at yet.",
                   "Add a target: one small step.", TARGET)  # fmt: skip
    if len(facts.areas) > count:
        why = f"The plan is about {len(facts.areas)} areas and has {count} target" + "s" * (
            count > 1
        )
        return Hit(", ".join(facts.areas), f"{why}: one area has none.",
                   "Add a target, or untick the area that waits.", "areas")  # fmt: skip
    return None


@rule("target-without-need", "need-without-target", "Targets, and neither an area nor a concern",
      scope="plan")  # fmt: skip
def target_without_need(facts):
    if facts.areas or facts.head.get("concerns", "").strip() or not written(facts):
        return None
    return Hit("", "The plan has targets and does not say what is hard.",
               "Tick an area, or say in a sentence what you see.", "areas")  # fmt: skip


@rule("too-many", "count", "More targets than the policy asks for", scope="plan")
def too_many(facts):
    count = len(written(facts))
    if count <= facts.targets_most:
        return None
    return Hit(str(count), f"{count} targets; your policy asks for at most {facts.targets_most}.",
               "Keep those that matter most now. The others can wait for the next plan.",
               TARGET)  # fmt: skip


@rule("too-few", "count", "Fewer targets than the policy asks for", scope="plan")
def too_few(facts):
    count = len(written(facts))
    if not 0 < count < facts.targets_least:
        return None
    return Hit(str(count), f"{count} so far; your policy asks for at least {facts.targets_least}.",
               "Add a target, or leave it: fewer may be right for this child.", TARGET)  # fmt: skip


@rule("no-review-date", "no-date", "No review date, or one that is no help", scope="plan")
def no_review_date(facts):
    if facts.review_on is None:
        return Hit("", "The plan has no review date, so its targets have no end.",
                   "Set the day on which you look at it together.", "review_on")  # fmt: skip
    if facts.today and facts.review_on < facts.today:
        return Hit("", "The review date has passed.", "Set the day of the next review.",
                   "review_on")  # fmt: skip
    return None


@rule("no-home", "home", "Nothing that a family can do at home", scope="plan")
def no_home(facts):
    if facts.head.get(HOME, "").strip() or not written(facts):
        return None
    return Hit("", "The family reads how it is going, and not what they can do.",
               "One or two things, each a few minutes long.", HOME)  # fmt: skip


@rule("no-views", "views", "The child’s own words are missing", scope="plan")
def no_views(facts):
    if facts.head.get("pupil_views", "").strip() or not written(facts):
        return None
    return Hit("", f"What does {facts.name} say about this?",
               "Ask, and write it as it was said, drawn or shown.", "pupil_views")  # fmt: skip


@rule("no-plain-words", "plain-words", "No target is said in plain words", scope="plan")
def no_plain_words(facts):
    rows = written(facts)
    if not rows or any(row["plain_words"].strip() for row in rows):
        return None
    return Hit("", "No target is said in plain words for the family.",
               "Say each as you would at the school gate.", "plain_words")  # fmt: skip


@rule("said-twice", "two-alike", "The same target twice", scope="plan")
def said_twice(facts):
    seen = set()
    for row in written(facts):
        key = " ".join(row[TARGET].casefold().split()).strip(" .")
        if key in seen:
            return Hit(row[TARGET][:60], f"Target {row.number} says what another one says.",
                       "Keep one of them.", TARGET)  # fmt: skip
        seen.add(key)
    return None
