"""A table's cells name their headings; two documents in one file may use the same names."""

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject


def keep_names_apart(element: DictionaryObject, prefix: str) -> None:
    """Of one element of a tree of tags: its own name and those it points at get the prefix."""
    if "/ID" in element:
        element[NameObject("/ID")] = TextStringObject(prefix + element["/ID"])
    attributes = element["/A"] if "/A" in element else None  # noqa: SIM401 - get() gives a reference
    if isinstance(attributes, DictionaryObject) and "/Headers" in attributes:
        named = [TextStringObject(prefix + name) for name in attributes["/Headers"]]
        attributes[NameObject("/Headers")] = ArrayObject(named)


def keep_all_apart(element: DictionaryObject, prefix: str) -> None:
    """The same for the element and everything below it."""
    waiting = [element]
    while waiting:
        found = waiting.pop().get_object()
        if not isinstance(found, DictionaryObject):
            continue  # a number of marked content
        keep_names_apart(found, prefix)
        below = found.get("/K", ArrayObject()).get_object()
        waiting += below if isinstance(below, ArrayObject) else [below]
