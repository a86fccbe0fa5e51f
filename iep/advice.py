"""What the policy would say about a plan. It warns, it never stops anybody."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def targets_in_words(count: int) -> str:
    """ "one target", "three targets", "12 targets": as a letter says it."""
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} target" if count == 1 else f"{number} targets"


def asked_for(kind) -> str:
    least, most = kind.targets_least, kind.targets_most
    if least == most:
        return f"{most} target" if most == 1 else f"{most} targets"
    return f"{least}–{most} targets"


def target_count(kind, count: int) -> str:
    """The warning beside the targets, empty where the number fits the policy."""
    if kind.targets_least <= count <= kind.targets_most:
        return ""
    has = "has none yet" if count == 0 else f"has {count}"
    return f"Your policy asks for {asked_for(kind)}; this plan {has}. You can go on."
