"""One cast for all the tests here: made once, in a transaction that is never kept."""

import pkgutil

import pytest
from django.core.cache import cache
from django.db import transaction

PAPER = b"%PDF-1.7 stands for the paper"


# What prints → what stands for it.
PRINTERS = {
    f"{name}.render_pdf": lambda html: PAPER
    for name in (
        "iep.printing",
        "referrals.printing",
        "ehcp.plans.printing",
        "ehcp.reviews.meeting.papers",
        "ehcp.reviews.after.printing",
        "ehcp.disclosure.listing",
        "reports.register_list.paper",
        "reports.board.printing",
        "iep.handover.printing",
        "ehcp.packs.views_story",
        "letters.voice.printing",
        "pupils.complaints.printing",
    )
} | {
    "iep.handover.printing.render_many": lambda pages: [PAPER for _ in pages],
    "letters.paper.whole_pdf": lambda *args, **how: PAPER,
}


@pytest.fixture(scope="package")
def cast(django_db_setup, django_db_blocker):
    from tests.access.cast import build

    printers = {name: pkgutil.resolve_name(name) for name in PRINTERS}
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        for name, of in PRINTERS.items():
            patch.setattr(name, of)
        with transaction.atomic():
            cache.clear()
            built = build()
            built.printers = printers  # name → what prints in truth
            yield built
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def signed_in_a_moment_ago(settings):
    """The cast signs in once; a long run must not make it somebody who was away for ten minutes.
    That the password is asked for again, and who was away signed out: tests/accounts.
    """
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = settings.SESSION_COOKIE_AGE
    settings.SESSION_IDLE_MINUTES = settings.SESSION_COOKIE_AGE // 60
