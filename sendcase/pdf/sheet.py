"""One document to be made."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sheet:
    """HTML and the pictures it shows as `image:<name>` (a school's logo, re-encoded before).

    fit: stylesheets of ours ("letter-snug.css"), tried one after the other until it has one page;
    where none can do that it is laid out without them. behind: pages of other documents that will
    lie behind it. Its `<meta name="page-of" content="Page {page} of {pages}">` counts both.
    """

    html: str
    images: dict[str, bytes] = field(default_factory=dict)
    fit: tuple[str, ...] = ()
    behind: int = 0
