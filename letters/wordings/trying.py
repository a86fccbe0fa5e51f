"""What a wording looks like in letters to one child. Made of unsaved rows: writes nothing."""

from letters import addressees, merge, paper
from letters.languages import by_code
from letters.models import Letter, LetterTemplate
from letters.purposes import purposes
from letters.wordings import invented, reading
from sendcase import moment
from sendcase.pdf import join

REFERENCE = "preview"
NAMES = {"sendiass": "SENDIASS", "local offer": "the Local Offer"}
OUTSIDER = {"other_name": "Dr E. Novak", "other_address": "Child Health Centre\nWestbridge WB1 2CD"}


class NobodyToWriteTo(Exception):
    """Its text says why, for the person."""


def contents(
    template: LetterTemplate, pupil, *, large=False, examples=False, known=None
) -> list[dict]:
    """letters.paper's value for each letter this child's record would give with these words.

    examples: with an example in every field, also where the school has said nothing yet. known:
    facts that the records say (wordings.records); every other one is the purpose's example.
    Raises NobodyToWriteTo.
    """
    facts = facts_for(template.purpose, pupil) | (known or {})
    readers = _readers(template, pupil)
    made = [paper.content_of(_letter(template, pupil, facts, to)) for to in readers]
    for content in made:
        content["reference"] = REFERENCE
        content["large"] = content["large"] or large
        if examples:
            content["values"] |= merge.examples(template.purpose)
    return made


def _readers(template, pupil) -> list[dict]:
    if purposes[template.purpose].outside:
        return [OUTSIDER]
    if template.for_young_person:
        return [{"contact": None}]
    chosen = addressees.households(list(pupil.contacts.all()), moment.today())
    if not chosen:
        raise NobodyToWriteTo(addressees.why_nobody(list(pupil.contacts.all()), moment.today()))
    return [{"contact": home.contact} for home in chosen]


def _letter(template, pupil, facts, to) -> Letter:
    letter = Letter(
        pk=0, school=pupil.school, pupil=pupil, purpose=template.purpose, template=template,
        facts=facts, signed_by=pupil.school.policy.letters_signed_by, **to,
    )  # fmt: skip
    letter._prefetched_objects_cache = {"attachments": []}
    return letter


def facts_for(purpose_key, pupil) -> dict[str, str]:
    """The purpose's examples, told of this child."""
    name = pupil.first_name or pupil.last_name
    facts = purposes[purpose_key].facts
    return {key: text.replace(invented.FIRST, name) for key, text in facts.items()}


def shown(content) -> dict:
    """For the page: letters.paper.shown, who it goes to, and what is left out."""
    names = ", ".join(NAMES.get(name, name) for name in paper.left_out(content))
    return paper.shown(content) | {
        "left_out": names,
        "is_large": content["large"],
        "language": by_code[content["wording"]["language"]],
    }


def remarks(template) -> dict | None:
    """How hard English words are to read, with an example in each field (wordings.reading)."""
    if template.language != "en":
        return None
    texts = {part: getattr(template, part) for part in merge.PARTS}
    return reading.remarks(texts, merge.examples(template.purpose))


def pdf(made: list[dict], school) -> bytes:
    """All of them, marked as a preview. Raises PdfFailed."""
    images = {"logo": school.logo} if school.logo else {}
    papers = [paper.letter_pdf(each, images=images, is_preview=True) for each in made]
    return papers[0] if len(papers) == 1 else join(papers)
