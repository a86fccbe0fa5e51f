"""A report as its reader sees it, on the page and on paper: from its content and nothing else.

Nothing here asks the database: what a governor reads can say only what was frozen.
"""

from datetime import date

from reports.board import glance, parts, sentences
from reports.disclosure import SMALL, SYMBOL
from schools.wording import day

# (key, title, tables, sums, kinds of lines)
CHAPTERS = (
    ("who", "Who gets support",
     ("register", "stage", "provision", "area", "type", "year", "sex", "groups"), (), ()),
    ("moved", "What moved", ("movement",), (), ()),
    ("reviews", "Reviews", ("plan-reviews", "annual-reviews"), (), ()),
    ("families", "Families and requests for help",
     ("meetings", "letters", "referrals"), ("waiting",), ()),
    ("help", "Help given and what it brought",
     ("help", "impact"), ("minutes", "gains"), ()),
    ("cost", "What it cost and who paid", (), ("spent", "brought-in"), ("money",)),
    ("staff", "Staff and training", (), (), ("staff", "training")),
    ("complaints", "Complaints and disagreements", ("complaints", "disagreements"), (), ()),
)  # fmt: skip
TITLES = {"money": "Money for the school as a whole", "staff": "The SENCO",
          "training": "Training this term"}  # fmt: skip
WORDS = (
    ("well", "What went well"), ("worries", "What worries us"),
    ("asks", "What we ask of the board"), ("put_right", "What was wrong in an earlier report"),
)  # fmt: skip
HOW_TO_READ = (
    f"No child is named here, and no figure is meant to point at one. {SMALL} children or fewer "
    f"are always shown as “0–{SMALL}”, also where there is none. Every other figure is rounded to "
    "the nearest 5, so figures may not add up, and shares are worked out from rounded figures. "
    "Money is shown to the nearest £100, time to the nearest 5 hours, and neither where it is "
    f"about {SMALL} children or fewer or where one child has more than half of it. In a chart a "
    f"dashed bar stands for 0–{SMALL}."
)
SAID_AGAIN = (
    "Fewer than {few} children moved in each table since {day}. Newer figures beside the last ones "
    "could point at a child, so the figures of {day} are shown again."
)


def report(content: dict) -> dict:
    """Everything the templates show."""
    figures = content["figures"]
    return {
        "glance": glance.lines(figures),
        "changed": glance.changed(content, said_again(figures)),
        "school": content["school"],
        "term": content["term"]["name"],
        "span": f"{day_of(content['term']['from'])} to {day_of(content['term']['until'])}",
        "published": day_of(content["published_on"]),
        "counted": day_of(figures["counted_on"]),
        "people": people(content),
        "senco_title": content["senco_title"],
        "words": [
            {"title": title, "text": text}
            for name, title in WORDS
            if (text := content["words"].get(name))
        ],
        "symbol": SYMBOL,
        "how_to_read": HOW_TO_READ,
        "chapters": chapters(figures),
        "compared": parts.compared(content),
        "national": parts.national(figures),
    }


def people(content: dict) -> str:
    """Who stands behind it: no other member of staff is named."""
    named = [(content["senco_title"], content["senco"]), ("Head", content["head"])]
    return ". ".join(f"{title}: {name}" for title, name in named if name)


def said_again(figures: dict) -> str:
    if not figures["is_repeated"]:
        return ""
    return SAID_AGAIN.format(few=sentences.MOVED, day=day_of(figures["counted_on"]))


def chapters(figures: dict) -> list[dict]:
    tables = {table["key"]: table for table in figures["tables"]}
    sums = {each["key"]: each for each in figures["sums"]}
    found = []
    for key, title, names, amounts, kinds in CHAPTERS:
        of_chapter = [parts.of_table(tables[name], figures) for name in names if name in tables]
        of_chapter += [parts.of_sums(sums[name], figures) for name in amounts if name in sums]
        of_chapter += [parts.of_lines(figures["lines"], kind, TITLES[kind]) for kind in kinds]
        found.append({"key": key, "title": title, "parts": list(filter(None, of_chapter))})
    return [chapter for chapter in found if chapter["parts"]]


def day_of(said: str | None) -> str:
    return day(said and date.fromisoformat(said))
