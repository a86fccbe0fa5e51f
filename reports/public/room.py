"""What this room registers with the lower apps, and its entries on the page of reports."""

from accounts.permissions import Permission as P
from reminders.kinds import add_kind
from reports import entries
from reports.public import deadlines, outlines
from schools import rhythm
from sendcase.frozen import triggers


def register() -> None:
    for kind in deadlines.KINDS:
        add_kind(kind)
    if deadlines.keep_begun not in rhythm.followers:
        rhythm.followers.append(deadlines.keep_begun)
    triggers.guard("reports.PublicPdf", triggers.ALL)
    for about in outlines.every():
        entries.add(entries.Entry(about.title, about.hint, f"{about.address}/", P.PUBLIC_DOC_VIEW))
