"""What the database refuses to do to the log: everything but sealing an unsealed row."""

from sendcase.frozen.triggers import Refusal

SET_BY_SEALING = ("sequence", "seal")


def changed_otherwise(differs: str) -> str:
    """True for every UPDATE that is not: empty → sealed, all else equal."""
    from audit.models import Event

    kept = [f.column for f in Event._meta.concrete_fields if f.name not in SET_BY_SEALING]
    same = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in kept)
    return (
        "OLD.sequence IS NOT NULL OR OLD.seal <> '' "
        f"OR NEW.sequence IS NULL OR NEW.seal = '' OR {same}"
    )


EVENT = (Refusal("UPDATE", changed_otherwise), Refusal("DELETE"))
# The text before and after may be erased with its child's records; it is never rewritten.
DETAIL = (Refusal("UPDATE"),)
