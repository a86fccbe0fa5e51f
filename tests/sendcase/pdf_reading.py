"""Reading a PDF back: its tags in reading order, its words."""

from io import BytesIO

from pypdf import PdfReader


def opened(data):
    return PdfReader(BytesIO(data))


def words(data):
    return "\n".join(page.extract_text() for page in opened(data).pages)


def flat(data):
    """The words with every run of space made one: line ends are the layout's."""
    return " ".join(words(data).split())


def tags(data):
    """The structure types that carry meaning, in reading order."""
    root = opened(data).root_object["/StructTreeRoot"]
    return [tag for tag in _walk(root["/K"]) if tag not in {"/Span", "/NonStruct"}]


def _walk(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _walk(node["/K"])
