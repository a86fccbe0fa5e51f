"""Precision and recall on the hundred targets of corpus_sound.json and corpus_wanting.json.

`python -m tests.iep.wording.measuring` prints the figures and every difference.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from iep.wording import Facts, Row, check_plan

HERE = Path(__file__).parent
# Of a whole plan; what was written apart are single targets.
NOT_ASKED = {"home", "views", "plain-words", "count", "need-without-target", "two-alike"}


@dataclass
class Score:
    """Counts, and (id, families) that differ. Precision and recall are shares of 1."""

    right: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)
    too_much: Counter = field(default_factory=Counter)
    differences: list = field(default_factory=list)

    @property
    def precision(self) -> float:
        return share(self.right.total(), self.too_much.total())

    @property
    def recall(self) -> float:
        return share(self.right.total(), self.missed.total())


def share(part, rest) -> float:
    return part / (part + rest) if part + rest else 1.0


def items(name) -> list[dict]:
    return json.loads((HERE / f"corpus_{name}.json").read_text(encoding="utf-8"))


def facts_of(item) -> Facts:
    pupil = item["pupil"]
    names = ("target", "criteria", "resources", "strategies", "delivered_by", "plain_words")
    starts = day(item.get("starts_on"))
    return Facts(
        first_names=(pupil["first_name"],),
        last_names=(pupil["surname"],),
        pronoun=pupil["pronoun"] or "",
        others=frozenset(item.get("others") or ()),
        areas=(item["area"],),
        starts_on=starts,
        review_on=day(item.get("review_on")),
        today=starts,
        rows=(Row(1, {name: item.get(name) or "" for name in names}),),
    )


def day(text) -> date | None:
    return date.fromisoformat(text) if text else None


def found_in(item) -> dict[str, str]:
    """{family: rule and quote}."""
    found = [each for each in check_plan(facts_of(item)) if each.family not in NOT_ASKED]
    return {each.family: f"{each.rule} in {each.field}: {each.quote}" for each in found}


def by_family(corpus) -> Score:
    """Every fault by its name. Reading age was not judged by those who wrote the targets."""
    score = Score()
    for item in corpus:
        named = set(item["faults"])
        found = found_in(item)
        said = set(found) - {"reading-age"}
        score.right.update(named & said)
        score.missed.update(named - said)
        score.too_much.update(said - named)
        if named != said:
            extra = {family: found[family] for family in said - named}
            score.differences.append((item["id"], sorted(named - said), extra))
    return score


def by_target(corpus) -> Score:
    """Whether a target is spoken about at all, reading age included."""
    score = Score()
    for item in corpus:
        counts = {(True, True): score.right, (True, False): score.missed,
                  (False, True): score.too_much}  # fmt: skip
        case = (bool(item["faults"]), bool(found_in(item)))
        if case in counts:
            counts[case].update(["target"])
    return score


def main() -> None:
    corpus = items("sound") + items("wanting")
    for name, score in (("by target", by_target(corpus)), ("by fault", by_family(corpus))):
        print(f"{name}: precision {score.precision:.3f}, recall {score.recall:.3f}")
        print(f"  right {score.right.total()}, missed {dict(score.missed)}, "
              f"too much {dict(score.too_much)}")  # fmt: skip
    texts = {item["id"]: item for item in corpus}
    for key, missed, extra in score.differences:
        print(key, "missed:", missed, "extra:", extra)
        print("   ", {n: texts[key].get(n) for n in ("target", "criteria", "resources",
                                                    "strategies", "delivered_by")})  # fmt: skip


if __name__ == "__main__":
    main()
