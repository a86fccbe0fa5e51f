"""A new AUDIT_KEY: what was sealed stays whole, and the key from before can add nothing."""

import pytest
from django.core.management import call_command

from audit import sealing, tasks
from audit.models import Chain, Event
from tests.audit.test_sealing import problems, tamper, write

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = "f" * 40, "s" * 40, "t" * 40


def sealed_with(settings, key, rows=2):
    settings.AUDIT_KEY = key
    for _ in range(rows):
        write()
    tasks.seal()


def keys(settings, now, *before):
    settings.AUDIT_KEY, settings.AUDIT_KEYS_BEFORE = now, list(before)


def test_the_chain_goes_on_under_the_new_key(settings, capsys):
    sealed_with(settings, FIRST)
    sealed_with(settings, SECOND, rows=3)
    sealed_with(settings, THIRD, rows=1)
    keys(settings, THIRD, SECOND, FIRST)
    [found] = sealing.verify_all()
    assert (found.problems, found.sealed, found.earlier) == ([], 6, 5)
    assert sealing.ends_fit()
    call_command("verify_audit")
    assert "6 rows whole, 5 under an earlier key" in capsys.readouterr().out


def test_without_the_key_from_before_the_chain_is_broken_at_its_first_row(settings):
    sealed_with(settings, FIRST)
    sealed_with(settings, SECOND)
    keys(settings, SECOND)
    assert "at place 1" in problems()[1][0]
    keys(settings, FIRST)
    assert not sealing.ends_fit()


def test_keys_in_the_wrong_order_are_noticed(settings):
    sealed_with(settings, FIRST)
    sealed_with(settings, SECOND)
    sealed_with(settings, THIRD)
    keys(settings, THIRD, FIRST, SECOND)
    assert "at place 3" in problems()[1][0]


def test_who_holds_the_key_from_before_can_add_and_change_nothing(settings):
    """The thief of the old key rewrites the newest row and seals it properly, with that key."""
    sealed_with(settings, FIRST)
    sealed_with(settings, SECOND)
    newest = Event.objects.latest("sequence")
    newest.verb = "plan.read"
    before = Event.objects.get(sequence=newest.sequence - 1).seal
    seal = sealing.seal_of(newest, before, sealing.school_key(1, FIRST))
    tamper("UPDATE audit_event SET verb = 'plan.read', seal = %s WHERE id = %s", seal, newest.pk)
    Chain.objects.update(seal=seal)
    keys(settings, SECOND, FIRST)
    assert "does not match its seal" in problems()[1][0]
