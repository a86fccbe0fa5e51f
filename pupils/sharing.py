"""Letting one person in on one case, until a day; and ending it."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import Permission as DjangoPermission
from django.db import IntegrityError, transaction

from accounts.permissions import Permission
from accounts.services import account_for_guest
from audit import log
from pupils.chronology import note
from pupils.consents import marked
from pupils.consents.models import Consent
from pupils.consents.services import ALONE, answers_alone
from pupils.consents.words import words_of
from pupils.models import Pupil, Share
from pupils.querysets import GIVEN
from pupils.wording import day_text
from schools.context import PLACES
from sendcase import moment
from sendcase.edits import IllegalMove

LONGEST = timedelta(days=365)
# What upper apps do when a share begins, gets another last day or ends, in that transaction. They
# add theirs in AppConfig.ready().
followers: list[Callable[[Share], None]] = []


@transaction.atomic
def grant(
    *, pupil, name, email, reason, consent_note, until_on, by,
    includes_plan=False, includes_referral=False, includes_provision=False, consent=None,
) -> Share:  # fmt: skip
    """Let the person see this pupil from today until `until_on`, a year at most.

    An account is made for them, or found, by their e-mail address. Raises IllegalMove where
    no consent or reason is written down, the day is past or too far, or they see it already.
    consent: the recorded Consent it rests on; the share ends with it.
    """
    _check(reason, consent_note, until_on)
    consent = _resting_on(consent, pupil, until_on)
    guest = account_for_guest(name=name, email=email, by=by, school_id=pupil.school_id)
    _close_run_out(pupil, guest)
    try:
        with transaction.atomic():
            share = Share.objects.create(
                content_object=pupil, school_id=pupil.school_id, user=guest,
                permission=_view_permission(), from_on=moment.today(), until_on=until_on,
                reason=reason, consent_note=consent_note, consent=consent, granted_by=by,
                includes_plan=includes_plan, includes_referral=includes_referral,
                includes_provision=includes_provision,
            )  # fmt: skip
    except IntegrityError as error:
        raise IllegalMove(f"{guest.name} can already see this. End that first.") from error
    detail = {
        "guest": guest.pk, "until_on": until_on, "plan": includes_plan,
        "referral": includes_referral, "provision": includes_provision,
        "reason": reason, "consent": consent_note, "rests_on": consent and consent.pk,
    }  # fmt: skip
    _tell("share.granted", share, by, detail)
    words = f"Shared with {guest.name} until {day_text(until_on)}"
    note(pupil, words, needs=Permission.SHARE_GRANT)
    _follow(share)
    return share


@transaction.atomic
def extend(*, share, until_on, consent_note, by, consent=None) -> Share:
    """The person sees the pupil until a later day, on what was agreed to that.

    The same day will do where it rests on another agreement from now on. Raises IllegalMove as
    grant() does, for a share that has ended, and for a day that is not later.
    """
    _check(share.reason, consent_note, until_on)
    consent = _resting_on(consent, share.content_object, until_on)  # locks the pupil: first
    row = Share.objects.select_for_update().get(pk=share.pk)
    if row.ended_at or row.until_on < moment.today():
        raise IllegalMove("This has ended. Share it anew.")
    same_day = until_on == row.until_on and consent is not None and consent.pk != row.consent_id
    if until_on <= row.until_on and not same_day:
        raise IllegalMove(
            f"It runs until {day_text(row.until_on)} already. Choose a later day, or end it."
        )
    detail = {"guest": row.user_id, "until_on": [row.until_on, until_on],
              "consent": [row.consent_note, consent_note],
              "rests_on": [row.consent_id, consent and consent.pk]}  # fmt: skip
    row.until_on, row.consent_note, row.consent = until_on, consent_note, consent
    row.save(update_fields=["until_on", "consent_note", "consent"])
    _tell("share.extended", row, by, detail)
    words = f"Shared with {row.user.name} until {day_text(until_on)}"
    note(row.content_object, words, needs=Permission.SHARE_GRANT)
    _follow(row)
    return row


@transaction.atomic
def rest_on(*, share, consent, by) -> Share:
    """From now on it rests on this agreement, no longer than that holds. Raises IllegalMove."""
    row = Share.objects.select_for_update().get(pk=share.pk)
    until_on = min(filter(None, [row.until_on, consent.until_on]))
    _resting_on(consent, row.content_object, until_on)
    detail = {"guest": row.user_id, "until_on": [row.until_on, until_on],
              "rests_on": [row.consent_id, consent.pk]}  # fmt: skip
    row.until_on, row.consent, row.consent_note = until_on, consent, words_of(consent)[:1000]
    row.save(update_fields=["until_on", "consent_note", "consent"])
    _tell("share.rests_on", row, by, detail)
    _follow(row)
    return row


@transaction.atomic
def end(*, share, by) -> Share:
    """They lose sight of the pupil at once. Raises IllegalMove if it had ended."""
    row = Share.objects.select_for_update().get(pk=share.pk)
    if row.ended_at:
        raise IllegalMove("This had already ended.")
    row.ended_at, row.ended_by = moment.now(), by
    row.save(update_fields=["ended_at", "ended_by"])
    _tell("share.ended", row, by, {"guest": row.user_id})
    words = f"No longer shared with {row.user.name}"
    note(row.content_object, words, needs=Permission.SHARE_GRANT)
    _follow(row)
    return row


def rests(share, pupil) -> bool:
    """Whether it opens nothing for now: a parent agreed, and the young person answers in person.
    share: with its consent joined. The same rule as ShareQuerySet.current.
    """
    consent = share.consent
    is_anothers = consent is not None and not consent.by_young_person
    return is_anothers and answers_alone(pupil, moment.today())


def _check(reason, consent_note, until_on) -> None:
    if not reason or not consent_note:
        raise IllegalMove("Say why they need this and who agreed.")
    if not moment.today() <= until_on <= moment.today() + LONGEST:
        raise IllegalMove("The last day is between today and a year from today.")


def _resting_on(consent, pupil, until_on):
    """The consent, locked: nobody withdraws it until the share is made. Raises IllegalMove."""
    if consent is None:
        return None
    Pupil.objects.select_for_update(no_key=True).get(pk=pupil.pk)  # as withdraw() locks
    covering = Consent.objects.filter(pupil=pupil, kind__in=["sharing", "agency"]).holding()
    row = covering.filter(pk=consent.pk).first()
    if row is None:
        raise IllegalMove("This agreement no longer holds. Choose another, or ask again.")
    if why := marked.why_not(row):
        raise IllegalMove(why)
    if not row.by_young_person and answers_alone(pupil, moment.today()):
        raise IllegalMove(ALONE.format(name=pupil.first_name))
    if row.until_on and until_on > row.until_on:
        raise IllegalMove(f"The agreement ends on {day_text(row.until_on)}: share until then.")
    return row


def _close_run_out(pupil, guest) -> None:
    """A share whose last day is past still holds the one open place: close it on paper too."""
    run_out = Share.objects.filter(
        content_object=pupil, user=guest, ended_at=None, until_on__lt=moment.today()
    )
    for row in run_out:
        row.ended_at = moment.now()
        row.save(update_fields=["ended_at"])
        _follow(row)


def _follow(share) -> None:
    for follow in followers:
        follow(share)


def _view_permission() -> DjangoPermission:
    return DjangoPermission.objects.get_by_natural_key("view_pupil", "pupils", "pupil")


def _tell(verb, share, by, detail) -> None:
    log.record(
        verb, target=share, by=by, school_id=share.school_id,
        pupil_id=share.content_object_id, detail=detail,
    )  # fmt: skip


def given_today(user) -> list[dict]:
    """This person's shares of today: school, content_object (the pupil), what each includes. Read
    once for a request's person, as their roles are (accounts.access).
    """
    if not hasattr(user, "_given_today"):
        columns = ("school", "content_object", *sorted(set(GIVEN.values())))
        user._given_today = list(Share.objects.current(user).values(*columns))
    return user._given_today


def given_of(user, pupil) -> set[Permission]:
    """What a share of this pupil includes for somebody who is nothing but a guest there."""
    mine = [row for row in given_today(user) if row["content_object"] == pupil.pk]
    return {needs for needs, field in GIVEN.items() if any(row[field] for row in mine)}


def places(user, school) -> list[tuple[str, str, str]]:
    """Where somebody who is only a guest finds what is shared with them (schools.context)."""
    given = [row for row in given_today(user) if row["school"] == school.pk]
    opens = {"pupils": bool(given), "plans": any(row["includes_plan"] for row in given),
             "referrals": any(row["includes_referral"] for row in given),
             "provision": any(row["includes_provision"] for row in given)}  # fmt: skip
    return [
        (key, words, f"/{school.slug}/{address}")
        for key, words, address, _ in PLACES
        if opens.get(key)
    ]
