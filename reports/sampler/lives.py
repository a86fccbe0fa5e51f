"""What happened in a family, and the health of those around a child, in free words. Pure.

Whoever reads “mum has MS” or “since dad went to prison” knows the family. The whole of it goes:
who, and what. What mum says, does at home or is pleased with stays.
"""

import re

from reports.sampler.marks import FAMILY
from reports.sampler.rare import CONDITIONS, KINDS, TYPES, loose

KIN = (
    r"(?:(?:(?:older|younger|big|little|elder|baby) )?(?:mum(?:my)?|mam|mom|mother|dad(?:dy)?|"
    r"father|(?:both )?parents?|nan(?:na|ny)?|gran(?:ny)?|grand(?:ma|pa|ad|dad|mother|father|"
    r"parents?)|aunt(?:ie|y)?|uncle|brothers?|"
    r"sisters?|siblings?|cousins?|step[- ]?(?:dad|mum|father|mother|brother|sister)s?|carers?|"
    r"guardians?|partner))"
)
ILL = (
    r"(?:(?:very |really |seriously |quite )?(?:unwell|poorly|ill|sick|disabled|pregnant|"
    r"expecting)|"
    r"illness|disabilit(?:y|ies)|diagnos(?:is|ed|es)|depress(?:ion|ed)|anxiety|bipolar|"
    r"schizophreni[ac]|psychosis|mental health|breakdown|strokes?|dementia|alzheimer\S*|"
    r"parkinson\S*|"
    r"arthritis|lupus|fibromyalgia|chemo\w*|dialysis|transplant|operations?|surgery|in hospital|"
    r"hospital|treatment|rehab\w*|recovery|drink(?:ing|s too much)?|alcohol(?:ic|ism)?|drugs?|"
    r"addict(?:ion|ed)?|overdose|learning (?:difficult(?:y|ies)|disabilit(?:y|ies))|"
    r"(?-i:MS|ME|PTSD|OCD|COPD|MND|TB|AIDS|EUPD|BPD)|multiple sclerosis)"
)
BETWEEN = (
    r"(?:[’']s)?(?:,? (?:who|is|are|was|were|has|have|had|also|now|been|being|both|just|often|"
    r"still|"
    r"recently|currently|never|in|into|under|from|with|a|an|the|some|same|her|his|their|own|"
    r"suffers?|"
    r"suffering|struggles?|struggling|lives?|living|diagnosed|recover(?:s|ing)|having|gets?|uses?|"
    r"serious|severe|long|hidden|older|major))*"
)
NEEDS = "|".join([*TYPES.values(), *KINDS.values()])
HEALTH = loose(
    rf"\b{KIN}(?:,? (?-i:[A-Z])[\w’-]+,?)?{BETWEEN} (?:{ILL}|{NEEDS}|"
    rf"{CONDITIONS})"
    rf"(?:(?: with|,)(?: (?:a|an|the))? (?:{CONDITIONS}|\w+))?(?: and(?: is| has)? {ILL})?(?!\w)"
)
DEATH = (
    r"pass(?:ed|es|ing) away|died|dies|dying|deaths? of|death|dead|bereave\w*|griev(?:es|ing|ed)|"
    r"grief|"
    r"funeral|suicide|miscarr\w+|stillb\w+|"
    rf"(?:lost|losing|loss of) (?:(?:her|his|their|a|the) )?{KIN}"
)
LAW = (
    r"prison(?:er)?|jail(?:ed)?|custody|(?-i:HMP|SGO|CAO|LAC|PLAC|CIN|CLA)|"
    r"serv(?:es|ing|ed) (?:a |his |her )?(?:sentence|time)|arrest(?:s|ed)?|police(?:man|woman)?|"
    r"probation|"
    r"court(?: case| order| hearing)?s?|social (?:workers?|care|services)|child protection|"
    r"child in need|safeguarding|looked[- ]after|in care|care order|foster(?:ed|ing|[- ](?:car\w+|"
    r"famil\w+|home|mum|dad|parents?|brother|sister|placement))|"
    r"adopt(?:ed|ive|ion)|birth (?:mum|mother|dad|father|parents?|family)|orphan(?:s|ed|age)?|"
    r"(?:restraining|non-molestation) order|shop-?lifting|gang|kinship(?: care\w*)?|"
    r"(?:special )?guardianship|special guardians?"
)
FLIGHT = (
    r"refugees?|asylum(?:[- ]seek(?:er|ers|ing))?|fle(?:d|e|es|eing)|war zone|the war|traffick\w+|"
    r"deport\w+|evict(?:ed|ion)|homeless\w*|hostel|temporary (?:housing|accommodation)|"
    r"food[- ]?banks?|refuge|travellers?|unaccompanied"
)
PARTED = (
    r"(?:domestic|sexual|physical|emotional) (?:abuse|violence)|abused?|neglect(?:ed)?|divorc\w+|"
    r"separated parents|(?:parents|mum and dad|dad and mum|family)(?: have| are| were| had)?"
    r"(?: recently| now)? (?:separated|split(?: up)?|parted)|(?:has|had|was|been) (?:moved|thrown|"
    r"kicked) "
    r"out(?! of (?:the|his|her|this|class))|"
    rf"{KIN} (?:has |had )?left(?! (?:a|an|him|her|it|the (?:room|class|building))\b)|"
    rf"{KIN}(?:[’']s)? (?:new )?(?:boyfriend|girlfriend|partner|husband|wife)|"
    r"(?:no|lost|without) contact with (?:his |her |their )?\w+|surrogate|(?-i:IVF)|"
    rf"{KIN} (?:went|goes|had to go|was taken|is going) (?:back )?(?:in)?to hospital|"
    r"two (?:mums|dads|mothers|fathers)|young carer"
)
TOGETHER = (
    r"(?:identical )?twins?|triplets?|quadruplets?|(?:half|step)-?(?:brother|sister)s?|"
    r"(?:expecting|having) (?:a (?:new )?baby|twins)"
)
EVENTS = loose(rf"\b(?:{DEATH}|{LAW}|{FLIGHT}|{PARTED}|{TOGETHER})\b")
SPORT = re.compile(r"\b(?:tennis|basketball|netball|badminton|squash) courts?\b", re.I)


def without_lives(text: str) -> str:
    text = HEALTH.sub(FAMILY, text)
    return EVENTS.sub(lambda found: found[0] if _is_a_place(text, found) else FAMILY, text)


def _is_a_place(text: str, found: re.Match) -> bool:
    """The tennis court."""
    return any(each.end() == found.end() for each in SPORT.finditer(text))
