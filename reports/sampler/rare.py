"""Needs and conditions that few share, in free words. Pure.

A type of need that fewer than eight children of the school have is said as its broad area; so are
two types in one plan that fewer have together: each may be common, and both one child’s. A
condition of which the school counts nobody is taken out everywhere: rare is what nobody counted.
"""

import re
from collections.abc import Iterable, Mapping, Set

from register.models import AREA_OF_TYPE
from reports.disclosure import SMALL
from reports.sampler.marks import RARE

# The Department's types of need as people write them. "Speech" or "reading" alone name nobody.
TYPES = {
    "SPLD": r"dyslexi[ac]|SpLD|specific learning difficult(?:y|ies)",
    "MLD": r"MLD|moderate learning difficult(?:y|ies)",
    "SLD": r"SLD|severe learning difficult(?:y|ies)",
    "PMLD": r"PMLD|profound and multiple learning difficult(?:y|ies)",
    "SLCN": r"SLCN|DLD|developmental language disorder",
    "ASD": r"autis(?:m|tic)(?: spectrum(?: disorder| condition)?)?|ASD|ASC",
    "SEMH": r"SEMH|ADHD|ADD",
    "HI": r"deaf(?:ness)?|hearing[- ]impair(?:ed|ment)|hearing loss|hearing aids?",
    "VI": r"blind(?:ness)?|(?:vision|visual(?:ly)?|sight)[- ]impair(?:ed|ment)|partially sighted",
    "MSI": r"MSI|multi-?sensory impair(?:ed|ment)|deafblind",
    "PD": r"physical(?:ly)? disab(?:led|ilit(?:y|ies))",
    "DS": r"Down(?:[’']?s)? syndrome",
}
# One kind among those of a type. The school counts the type, and of these perhaps one child.
KINDS = {
    "SPLD": r"dyscalculi[ac]|dysgraphi[ac]",
    "SLCN": r"stammer(?:s|ing|er)?|stutter(?:s|ing|er)?|verbal dyspraxia|aphasi[ac]",
    "ASD": r"Asperger(?:[’']?s)?",
    "SEMH": r"attachment disorder|selective(?:ly)? mut(?:e|ism)",
    "HI": r"cochlear implants?|BSL|(?:British )?sign language|microtia",
    "VI": r"braille|nystagmus|white cane",
    "PD": r"wheel[- ]?chairs?|cerebral palsy|muscular dystrophy|spina bifida|walking frame|"
          r"standing frame|dyspraxi[ac]",
}  # fmt: skip
CONDITIONS = (
    r"\b(?:epilep(?:sy|tic)|diabet(?:es|ic)|tourette(?:[’']?s)?(?: syndrome)?|asthma(?:tic)?|"
    r"cystic fibrosis|cancer|leuk(?:a)?emia|tumour|\w+ syndrome|hiv|sickle cell|eczema|anorexi[ac]|"
    r"bulimi[ac]|self-harm(?:s|ed|ing)?|foetal alcohol|fasd|gastrostomy|peg[- ]fed|catheter|"
    r"incontinen(?:t|ce)|oxygen|tracheostomy|stoma|tube[- ]fed|insulin|epi[- ]?pens?|seizures?|"
    r"cleft (?:lip|palate)|albinism|dwarfism|prosthe\w+|allerg(?:y|ies|ic)|(?-i:FAS|PKU|PDA)|"
    r"pathological demand avoidance|oppositional defiant|pregnan\w+|heart condition|"
    r"premature(?:ly)?|born (?:too |very )?early|(?:born )?at \d+ weeks|in hospital|operations?|"
    r"chemo\w*|transplant|(?:brain|head) injury|meningitis|hydrocephalus|scoliosis|arthritis|"
    r"narcolepsy|alopecia|vitiligo|psoriasis|haemophilia|kidney \w+|bowel \w+|colostomy|"
    r"overdose|suicid\w+|(?-i:PTSD|OCD))\b"
)


def loose(form: str) -> re.Pattern:
    """The same words with any space or hyphen between them, also over the end of a line."""
    form = form.replace("[- ]?", r"[\s‐‑-]?").replace("[- ]", " ")
    return re.compile(form.replace(" ", r"[\s‐‑-]+"), re.I)


FORMS = {kind: loose(rf"\b(?:{form})\b") for kind, form in TYPES.items()}
FORMS_OF_KINDS = {kind: loose(rf"\b(?:{form})\b") for kind, form in KINDS.items()}
ALWAYS = loose(CONDITIONS)


def few_together(texts: Iterable[str], holders: Mapping[str, Set[int]]) -> set[str]:
    """The types that one plan names, where fewer than eight children hold all of them.

    holders: type of need → the children who hold it.
    """
    whole = "\n".join(texts)
    named = {kind for kind, form in FORMS.items() if kind in holders and form.search(whole)}
    if len(named) < 2:
        return set()
    together = set.intersection(*(set(holders[kind]) for kind in named))
    return named if len(together) <= SMALL else set()


def without_needs(text: str, few: set[str], areas: dict[str, str]) -> str:
    """few: types that fewer than eight have; areas: code of the broad area → the school's words."""
    forms = [(kind, form) for kind, form in FORMS.items() if kind in few]
    for kind, form in (*FORMS_OF_KINDS.items(), *forms):
        said = areas.get(AREA_OF_TYPE.get(kind, ""), "")
        mark = f"[{said}]" if said else RARE
        text = form.sub(lambda _, mark=mark: mark, text)
    return ALWAYS.sub(RARE, text)
