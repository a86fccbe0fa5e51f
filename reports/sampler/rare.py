"""Needs, conditions and facts of a family that few share, in free words. Pure.

A type of need that fewer than eight children of the school have is said as its broad area. A
condition of which the school counts nobody is taken out everywhere: rare is what nobody counted.
"""

import re

from register.models import AREA_OF_TYPE
from reports.sampler.marks import FAMILY, RARE

# The Department's types of need as people write them. "Speech" or "reading" alone name nobody.
TYPES = {
    "SPLD": r"dyslexi[ac]|dyscalculi[ac]|dysgraphi[ac]|SpLD|specific learning difficult(?:y|ies)",
    "MLD": r"MLD|moderate learning difficult(?:y|ies)",
    "SLD": r"SLD|severe learning difficult(?:y|ies)",
    "PMLD": r"PMLD|profound and multiple learning difficult(?:y|ies)",
    "SLCN": r"SLCN|DLD|developmental language disorder|stammer(?:s|ing)?|stutter(?:s|ing)?",
    "ASD": r"autis(?:m|tic)(?: spectrum(?: disorder| condition)?)?|ASD|ASC|Asperger(?:[’']?s)?",
    "SEMH": r"SEMH|ADHD|ADD|attachment disorder|selective(?:ly)? mut(?:e|ism)",
    "HI": r"deaf(?:ness)?|hearing[- ]impair(?:ed|ment)|hearing loss|hearing aids?|"
          r"cochlear implants?|BSL|sign language",
    "VI": r"blind(?:ness)?|braille|(?:vision|visual(?:ly)?|sight)[- ]impair(?:ed|ment)|"
          r"partially sighted",
    "MSI": r"MSI|multi-?sensory impair(?:ed|ment)|deafblind",
    "PD": r"wheelchairs?|cerebral palsy|muscular dystrophy|spina bifida|walking frame|dyspraxi[ac]",
    "DS": r"Down(?:[’']?s)? syndrome",
}  # fmt: skip
CONDITIONS = re.compile(
    r"\b(?:epilep(?:sy|tic)|diabet(?:es|ic)|tourette(?:[’']?s)?(?: syndrome)?|asthma(?:tic)?|"
    r"cystic fibrosis|cancer|leuk(?:a)?emia|tumour|\w+ syndrome|hiv|sickle cell|eczema|anorexi[ac]|"
    r"bulimi[ac]|self-harm(?:s|ed|ing)?|foetal alcohol|fasd|gastrostomy|peg[- ]fed|catheter|"
    r"incontinen(?:t|ce)|oxygen|tracheostomy)\b",
    re.I,
)
FAMILIES = re.compile(
    r"\b(?:looked[- ]after|in care|foster(?:ed|ing|[- ]\w+)?|adopt(?:ed|ive|ion)|social workers?|"
    r"child protection|safeguarding|refugees?|asylum[- ]seek(?:er|ers|ing)|prison|bereave\w*|"
    r"(?:domestic|sexual) (?:abuse|violence)|refuge|divorc\w+|separated parents|traveller\w*|"
    r"young carer|special guardian\w*|twins?|triplets?|(?:half|step)-?(?:brother|sister)s?)\b",
    re.I,
)


def without_needs(text: str, few: set[str], areas: dict[str, str]) -> str:
    """few: types that fewer than eight have; areas: code of the broad area → the school's words."""
    for kind, form in TYPES.items():
        if kind in few:
            said = areas.get(AREA_OF_TYPE.get(kind, ""), "")
            mark = f"[{said}]" if said else RARE
            text = re.sub(rf"\b(?:{form})\b", mark.replace("\\", ""), text, flags=re.I)
    return FAMILIES.sub(FAMILY, CONDITIONS.sub(RARE, text))
