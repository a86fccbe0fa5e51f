"""The paper of a pack, for a door that has asked already who may read it."""

from ehcp.packs.models import Pack


def document_of(pk: int):
    return Pack.objects.select_related("document").get(pk=pk).document
