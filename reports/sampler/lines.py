"""The lines of a plan that may be asked about, from its frozen JSON. Pure.

Not offered: who delivers a target, the lead, the child's own facts and days, and the stage.
"""

from iep.versions.differences import HEAD, ROW

LEFT_OUT = {"sen_level", "delivered_by", "plain_words"}


def lines_of(content: dict, outcomes: dict) -> list[dict]:
    """[{key, title, text}] in the order of the page; what is empty is left out.

    content: of iep.content.of_version; outcomes: of iep.reviews.reading.outcomes_of.
    """
    titles = HEAD | content["sections"].get("titles", {})
    found = [_line(key, titles[key], content[key]) for key in HEAD if key not in LEFT_OUT]
    own = content["sections"].get("rows", [])
    found += [_line(f"answer {row['key']}", row["title"], row["text"]) for row in own]
    for number, row in enumerate(content["targets"], start=1):
        found += [
            _line(f"target {number} {name}", f"Target {number}: {title}", row[name])
            for name, title in ROW.items() if name not in LEFT_OUT
        ]  # fmt: skip
        words, note, _ = outcomes.get(row["id"], ("", "", False))
        text = "\n".join(filter(None, [words, note]))
        found.append(_line(f"target {number} outcome", f"Target {number}: Outcome", text))
    return [line for line in found if line["text"].strip()]


def _line(key: str, title: str, text: str) -> dict:
    return {"key": key, "title": title, "text": text}
