"""One paper of a pack, before it is made, and the parts that papers stand in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.grants import GRANTS
from accounts.permissions import Permission, Role
from pupils.models import Document


@dataclass(frozen=True)
class Item:
    """Either a document that is kept, or `pdf()`, made now (it raises PdfFailed).

    key: "plans:12"; ours: a document this site made, with its tags.
    """

    key: str
    title: str
    on: date | None
    pdf: Callable[[], bytes] | None = None
    document: Document | None = None
    ours: bool = False


@dataclass(frozen=True)
class Part:
    """gather(case) → its papers, the oldest first."""

    key: str
    title: str
    needs: Permission
    gather: Callable
    hint: str = ""

    @property
    def is_confidential(self) -> bool:
        """Not everybody who teaches the child may read it."""
        return self.needs not in GRANTS[Role.TEACHER]
