"""The row in the log that every change leaves."""

from audit import log


def tell(document, verb, by, detail) -> None:
    log.record(
        f"public_document.{verb}", target=document, by=by, school_id=document.school_id,
        detail=detail,
    )  # fmt: skip
