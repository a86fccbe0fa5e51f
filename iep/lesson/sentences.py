"""An entry in words: "Six need instructions in steps"."""

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
NEED = "need "


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def need_of(entry) -> str:
    """What follows the number: "need …", of one child "needs …"; "" where the bank has no words."""
    said = entry.need_words[:1].lower() + entry.need_words[1:]
    if len(entry.pupils) > 1 or not said:
        return said
    return f"needs {said.removeprefix(NEED)}" if said.startswith(NEED) else ""


def on_sheet(entry) -> str:
    """What one child alone needs stands as it was written: the name follows anyway."""
    count = len(entry.pupils)
    if said := need_of(entry):
        return f"{number(count)} {said}"
    words = entry.words[:1].upper() + entry.words[1:]
    return words if count == 1 else f"{number(count)}: {words}"


def whole(entry, who: str) -> str:
    """For somebody who does not know the class: "Six children need …: Amina and Ben." """
    count, said = len(entry.pupils), need_of(entry)
    if said and count == 1:
        return f"{who} {said}."
    if said:
        return f"{number(count)} children {said}: {who}."
    return f"{who}: {entry.words[:1].upper()}{entry.words[1:]}."
