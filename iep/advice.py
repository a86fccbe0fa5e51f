"""What the policy said of a plan when it started. It warns, it never stops anybody."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(count: int) -> str:
    """ "three", "12": as a letter says it."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def targets_in_words(count: int) -> str:
    """ "one target", "three targets", "12 targets": as a letter says it."""
    number = in_words(count)
    return f"{number} target" if count == 1 else f"{number} targets"


def asked_for(plan) -> str:
    least, most = plan.targets_least, plan.targets_most
    if least == most:
        return f"{most} target" if most == 1 else f"{most} targets"
    return f"{least}–{most} targets"


def target_count(plan, count: int) -> str:
    """The warning beside the targets, empty where the number fits the policy."""
    if plan.targets_least <= count <= plan.targets_most:
        return ""
    has = "has none yet" if count == 0 else f"has {count}"
    return f"Your policy asks for {asked_for(plan)}; this plan {has}. You can go on."
