"""Whoever follows a title, a relation or a task with a capital is somebody, known or not. Pure."""

import re

from iep.bank.names import CALENDAR, ORDINARY
from reports.sampler.lists import BEGIN, THINGS
from reports.sampler.marks import NAME
from sendcase.text import folded

SHORT = r"Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Cllr|Sgt|Mme|Mlle|A\.?K\.?A"  # a point may follow
TITLES = (
    r"(?-i:Miss)|Mister|Missus|Madame|Doctor|Professor|Sir|Dame|Lady|Lord|"
    r"Reverend|Father|Sister|Imam|Rabbi|Pastor|Vicar|Councillor|Sergeant|Nurse|Aunt|Auntie|"
    r"Aunty|Uncle|Nan|Nana|Nanna|Nanny|Gran|Granny|Grandma|Grandad|Granddad|Grandpa|Gramps|Papa|"
    r"Brother|Cousin|Friends?|Mum|Dad|Mother|Step-?(?:mum|dad|mother|father|brother|sister)|Dog|Cat|"
    r"Pupp(?:y|ies)|Rabbit|Hamster|Pony|Horse|Guinea pig|Neighbour|Partner|Boyfriend|Girlfriend|"
    r"Childminder|Coach|(?-i:PC|WPC|PCSO)|Called|Named|Formerly|Previously|Née|Nee|Known as|"
    r"Nick-?named|(?:Sur|First |Last |Full )?name (?:is|was|from|to)"
)
TITLED = re.compile(
    rf"(?<!\w)(?:(?:{SHORT})\b\.?|(?:{TITLES})(?!\w):?)\s+(?:[^\W\d_]\.?\s+)?"
    r"(?-i:[^\W\d_a-z])[\w’'‐‑-]*(?:\s+(?-i:[^\W\d_a-z])[\w’'‐‑-]+)?",
    re.I,
)
TASKS = (
    r"TA|LSA|HLTA|ELSA|EP|SALT|OT|SENCO|SENDCO|Physio|Head(?:teacher)?|Teacher|Tutor|Mentor|Carer|"
    r"Key ?worker|Therapist|Psychologist|Counsellor|Governor|Interpreter|Adult|Buddy"
)
# “TA Sally”, “our EP, Ruth Langley”, “SALT (Fiona)”; not “TA to help”.
TASKED = re.compile(
    rf"\b((?i:{TASKS})(?: |, | \())"
    r"([^\W\d_a-z][^\W\d_A-Z][\w’'‐‑-]*)((?:\s+[^\W\d_a-z][\w’'‐‑-]+)?)"
)
NO_NAMES = (BEGIN - ORDINARY) | THINGS | CALENDAR


def without_people(text: str) -> str:
    return TASKED.sub(_tasked, TITLED.sub(NAME, text))


def _tasked(found: re.Match) -> str:
    before, first, last = found.groups()
    no_names = NO_NAMES if before.endswith(" ") and "," not in before else NO_NAMES | ORDINARY
    return found[0] if folded(first) in no_names else before + NAME
