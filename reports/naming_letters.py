"""Letters that only look like others, made plain before a text is looked through. Pure.

Wide, bold and ringed letters (Unicode compatibility forms) become the letters they stand for;
what is not seen goes; Cyrillic and Greek letters that look Latin become Latin where the whole word
then is. A word of another script stays. The table: Unicode TR39, confusables.txt, those pairs that
cannot be told apart in print.
"""

import re
import unicodedata

CONFUSABLE = str.maketrans(
    # Cyrillic
    "АВСЕНІЈКМОРЅТХҮԜаеіјорсѕухһԁԛԝӏѵ"
    # Greek
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικυα"
    # Latin letters of phonetic script and small capitals
    "ɑɡɩʏɪᴀʙᴄᴅᴇꜰғɢʜᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡᴢ",
    "ABCEHIJKMOPSTXYWaeijopcsyxhdqwlv" + "ABEZHIKMNOPTYXovikua" + "agiyiabcdeffghjklmnoprstuvwz",
)
# Letters that take room and show nothing, and a joiner that is counted as a mark.
BLANK = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u034f\u2800"))
WORD = re.compile(r"[^\W\d_]+")
RINGED = range(0x2460, 0x2500), range(0x1F110, 0x1F18B)


def with_plain_letters(text: str) -> str:
    """The text as it is seen; the same again if it is given again. Its length may change."""
    if text.isascii():
        return text
    seen = (each for each in text.translate(BLANK) if unicodedata.category(each) != "Cf")
    plain = unicodedata.normalize("NFC", "".join(map(_plain, seen)))
    return WORD.sub(lambda word: _latin(word[0]), _without_marks(plain))


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    category = unicodedata.category(letter)
    if category == "Zs":
        return " "
    is_ringed = any(ord(letter) in each for each in RINGED)
    is_wide = 0xFF01 <= ord(letter) <= 0xFF5E
    if category[0] == "L" or category == "Nd" or is_ringed or is_wide:
        return unicodedata.normalize("NFKC", letter)
    return letter


def _without_marks(text: str) -> str:
    """Accents on Latin letters that no letter has of its own: they would part a word."""
    kept: list[str] = []
    for letter in text:
        is_mark = unicodedata.category(letter) == "Mn"
        if not (is_mark and kept and "LATIN" in unicodedata.name(kept[-1], "")):
            kept.append(letter)
    return "".join(kept)


def _latin(word: str) -> str:
    """A word with a Latin letter in it, or with none but such as look Latin."""
    if word.isascii():
        return word
    latin = word.translate(CONFUSABLE)
    is_latin = ["LATIN" in unicodedata.name(letter, "") for letter in word]
    becomes = all("LATIN" in unicodedata.name(letter, "") for letter in latin)
    return latin if any(is_latin) or becomes else word
