"""What stands where something was taken out. Inside, a sign that is no letter; outside, words."""

SIGNS = map(chr, range(0xE000, 0xE00A))
NAME, PLACE, DATE, NUMBER, AGE, YEAR_GROUP, LANGUAGE, RARE, FAMILY, COUNTRY = SIGNS
WORDS = {
    NAME: "[name]",
    PLACE: "[place]",
    DATE: "[date]",
    NUMBER: "[number]",
    AGE: "[age]",
    YEAR_GROUP: "[year group]",
    LANGUAGE: "[language]",
    RARE: "[need]",
    FAMILY: "[family]",
    COUNTRY: "[country]",
}


def into_signs(text: str) -> str:
    """Marks that stand in the text already, so that they are not looked through again."""
    for sign, words in WORDS.items():
        text = text.replace(words, sign)
    return text


def into_words(text: str) -> str:
    """Two names beside each other are one."""
    for sign, words in WORDS.items():
        for between in (" ", "-", "", " "):
            while sign + between + sign in text:
                text = text.replace(sign + between + sign, sign)
        text = text.replace(sign, words)
    return text
