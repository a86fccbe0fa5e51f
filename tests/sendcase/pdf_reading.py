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


def alternatives(data) -> set[str]:
    """The words that stand for a picture."""
    root = opened(data).root_object["/StructTreeRoot"]
    return {node["/Alt"] for node in _nodes(root["/K"]) if "/Alt" in node}


def _nodes(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _nodes(child)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from _nodes(node["/K"])


def sizes(data) -> set[float]:
    """The sizes of type, in points."""
    found = set()

    def visit(text, matrix, place, font, size):
        if text.strip():
            found.add(round(abs(size * place[3] * matrix[3]), 1))

    for page in opened(data).pages:
        page.extract_text(visitor_text=visit)
    return found


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
