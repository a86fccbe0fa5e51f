"""One document to be made."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sheet:
    """HTML and the pictures it shows as `image:<name>` (a school's logo, re-encoded before)."""

    html: str
    images: dict[str, bytes] = field(default_factory=dict)
