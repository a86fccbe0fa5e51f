"""prepared → approved → issued → answered | returned to sender | withdrawn. Nothing else moves."""

from django.db import transaction

from accounts.access import may, roles_at
from accounts.permissions import Permission, Role
from audit import log
from letters import addressees, deadlines, hooks, paper, wording
from letters.merge import day_in_words
from letters.models import Letter, LetterVersion, Reply
from letters.purposes import purposes
from letters.states import MOVES
from pupils import documents
from pupils.chronology import note
from pupils.models import Contact, Pupil
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.frozen.services import freeze

State = Letter.State
SIGNERS = {Role.SENCO: "the SENCO", Role.HEAD: "the head"}


class CannotPrepare(Exception):
    """Nobody can be addressed. Its text is for the person and names no contact."""


class CannotIssue(IllegalMove):
    """Something is missing; `reasons` are sentences."""

    def __init__(self, reasons):
        super().__init__("This letter cannot be sent yet. " + " ".join(reasons))
        self.reasons = reasons


class AlreadyDone(IllegalMove):
    """Somebody, or the same press, had done it before: nothing was done twice."""


@transaction.atomic
def prepare(*, purpose, pupil, facts, attachments, about, by) -> list[Letter]:
    """One letter per household, or to the young person. Returns those that now wait to be checked.

    facts: text for every fact of the purpose; attachments: Documents of this pupil; about: the
    row the letter tells of. Prepared again while still unchecked, a letter takes the new facts.
    Raises CannotPrepare where nobody can be addressed, ValueError for what a caller got wrong.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    _refuse_wrong_call(purpose, pupil, facts, attachments)
    facts = {name: str(facts[name]) for name in purposes[purpose].facts}
    contacts = list(pupil.contacts.all())
    chosen = addressees.choose(
        born_on=pupil.born_on,
        parents_may_be_told=pupil.parents_may_be_told,
        contacts=contacts,
        on=moment.today(),
    )
    if chosen.why_nobody:
        raise CannotPrepare(_why(chosen.why_nobody, pupil, by))
    people = [None] if chosen.young_person else []
    people += [household.contact for household in chosen.households]
    same = {"purpose": purpose, "pupil": pupil, "about_type": about._meta.label_lower,
            "about_id": about.pk}  # fmt: skip
    return [_prepare_one(contact, same, facts, attachments, by) for contact in people]


def _refuse_wrong_call(purpose, pupil, facts, attachments) -> None:
    if purpose not in purposes:
        raise ValueError(f"no letter has the purpose {purpose}")
    if missing := set(purposes[purpose].facts) - set(facts):
        raise ValueError(f"{purpose} needs the facts {sorted(missing)}")
    if any(document.pupil_id != pupil.pk for document in attachments):
        raise ValueError("an attachment belongs to another pupil")


def _why(reason, pupil, by) -> str:
    """Flags on contacts are not for everybody who may ask for a letter."""
    if may(by, Permission.CONTACT_VIEW, pupil.school_id):
        return f"There is nobody to write to about {pupil.first_name}. {reason}"
    return (
        f"There is nobody we can write to about {pupil.first_name} yet. "
        "The SENCO can see why among the people around the child."
    )


def _prepare_one(contact, same, facts, attachments, by) -> Letter:
    pupil = same["pupil"]
    waiting = Letter.objects.filter(contact=contact, state__in=deadlines.WAITS_HERE, **same)
    # Locked before its state is judged: an approval at this moment must not get other facts.
    for old in waiting.select_for_update():
        if old.state == State.PREPARED:
            return _prepared_again(old, facts, attachments, by)
        _close(old, State.WITHDRAWN, "A newer letter took its place.", by)
    template = wording.for_contact(pupil.school, same["purpose"], contact)
    letter = Letter.objects.create(
        school=pupil.school, contact=contact, template=template, facts=facts, prepared_by=by,
        signed_by=pupil.school.policy.letters_signed_by, **same,
    )  # fmt: skip
    letter.attachments.set(attachments)
    _record("letter.prepared", letter, by, {"purpose": [None, letter.purpose]})
    deadlines.keep(letter)
    return letter


def _prepared_again(letter, facts, attachments, by) -> Letter:
    """The same call twice changes nothing; a newer plan takes the older one's place."""
    now_attached = {row.pk for row in attachments}
    same = set(letter.attachments.values_list("pk", flat=True)) == now_attached
    if same and letter.facts == facts:
        return letter
    letter = edits.locked(Letter, letter.pk)
    before = letter.facts
    edits.save(letter, facts=facts)
    letter.attachments.set(attachments)
    _record("letter.prepared", letter, by, {"facts": [before, facts]})
    return letter


@transaction.atomic
def edit(*, letter, version, personal_note, facts, by) -> Letter:
    """Change the paragraph for this family, and what the letter says of the facts.

    facts: new text for some of the facts. Only before it is approved. Raises edits.Stale.
    """
    letter = edits.locked(Letter, letter.pk, version)
    _refuse_unless(letter, MOVES["change"], "be changed")
    new = letter.facts | {name: text for name, text in facts.items() if name in letter.facts}
    detail = {"facts": [letter.facts, new], "personal_note": [letter.personal_note, personal_note]}
    edits.save(letter, personal_note=personal_note, facts=new)
    _record("letter.edited", letter, by, {k: v for k, v in detail.items() if v[0] != v[1]})
    return letter


def may_approve(user, letter) -> bool:
    """Only the role that signs this letter, and only with the permission."""
    return may(user, Permission.LETTER_APPROVE, letter.school_id) and (
        letter.signed_by in roles_at(user, letter.school_id)
    )


@transaction.atomic
def approve(*, letter, by, version=None) -> Letter:
    """The signer stands behind it. Raises AlreadyDone, IllegalMove, CannotIssue, edits.Stale."""
    letter = edits.locked(Letter, letter.pk)
    if letter.state == State.APPROVED:
        raise AlreadyDone("This letter had been approved already.")
    _refuse_unless(letter, MOVES["approve"], "be approved")
    if not may_approve(by, letter):
        who = SIGNERS[letter.signed_by]
        raise IllegalMove(f"This letter is signed by {who}, so {who} approves it.")
    letter = edits.locked(Letter, letter.pk, version)
    if reasons := paper.wants(letter, paper.content_of(letter)):
        raise CannotIssue(reasons)
    edits.save(letter, state=State.APPROVED, approved_by=by, approved_at=moment.now())
    _record("letter.approved", letter, by, {"state": [State.PREPARED, State.APPROVED]})
    return letter


def paper_to_issue(letter) -> tuple[dict, bytes]:
    """What the letter says today, and its PDF: made before any transaction, so nobody waits for it.

    Raises AlreadyDone, CannotIssue, IllegalMove, PdfFailed.
    """
    letter = _for_paper(letter.pk)
    _refuse_second_issue(letter)
    content = paper.content_of(letter)
    if reasons := paper.wants(letter, content):
        raise CannotIssue(reasons)
    return content, paper.whole_pdf(letter, content)


def issue(*, letter, by, version=None, printed=None) -> Letter:
    """Freeze the PDF, and count the letter as sent today.

    printed: what paper_to_issue gave; made now if not given. What the letter says is compared with
    it. Raises AlreadyDone, CannotIssue, IllegalMove, edits.Stale, PdfFailed.
    """
    content, pdf = printed or paper_to_issue(letter)
    return _freeze(_for_paper(letter.pk), content, pdf, by, version)


def _for_paper(pk) -> Letter:
    rows = Letter.objects.select_related("school__policy", "pupil__class_group", "contact")
    return rows.select_related("template", "approved_by").get(pk=pk)


def _refuse_second_issue(letter) -> None:
    if letter.state in (State.ISSUED, State.ANSWERED, State.RETURNED):
        raise AlreadyDone("This letter had been sent already. It was not sent twice.")
    _refuse_unless(letter, MOVES["send"], "be sent")


@transaction.atomic
def _freeze(seen, content, pdf, by, version) -> Letter:
    letter = _still_as_printed(seen, content, version)
    days = letter.school.policy.letter_answer_days
    went = {"issued_by": by, "issued_on": moment.today(), "answer_days": days}
    edits.save(letter, state=State.ISSUED, **went)
    title = purposes[letter.purpose].title
    document = documents.store(
        pupil=letter.pupil,
        title=f"Letter: {title}",
        data=pdf,
        media_type="application/pdf",
        needs=Permission.LETTER_PRINT,
        by=by,
    )
    freeze(LetterVersion, owner={"letter": letter}, content=content, schema=paper.SCHEMA,
           document=document, by=by)  # fmt: skip
    _moved(letter, State.APPROVED, by, f"Letter home sent: {title}")
    purposes[letter.purpose].on_issue(letter)
    hooks.tell(hooks.on_issued, letter)
    return letter


def _still_as_printed(seen, content, version) -> Letter:
    """The letter, locked; nobody changes the pupil or a contact until it is out. Asks all again
    that was asked before printing: while a PDF is made, somebody may be marked “do not contact”.
    """
    # Without their keys, so that rows pointing at them can be written; pupil before letter, as
    # prepare() locks them.
    contacts = Contact.objects.filter(pupil=seen.pupil_id).order_by("pk")
    list(contacts.select_for_update(no_key=True).values_list("pk"))
    Pupil.objects.select_for_update(no_key=True).get(pk=seen.pupil_id)
    _refuse_second_issue(edits.locked(Letter, seen.pk))
    letter = edits.locked(Letter, seen.pk, version)
    now = paper.content_of(letter)
    if reasons := paper.wants(letter, now):
        raise CannotIssue(reasons)
    if now != content:
        raise IllegalMove("Something on this letter changed just now. Look at it again, then send.")
    return letter


@transaction.atomic
def withdraw(*, letter, reason, by, version=None) -> Letter:
    """Not to be sent, or to be disregarded. Raises AlreadyDone, IllegalMove, edits.Stale."""
    letter = _to_close(letter, State.WITHDRAWN, reason)
    _refuse_unless(letter, MOVES["withdraw"], "be withdrawn")
    letter = edits.locked(Letter, letter.pk, version)
    return _close(letter, State.WITHDRAWN, reason, by)


@transaction.atomic
def returned(*, letter, reason, by, version=None) -> Letter:
    """The post brought it back. Raises AlreadyDone, IllegalMove, edits.Stale."""
    letter = _to_close(letter, State.RETURNED, reason)
    _refuse_unless(letter, MOVES["come back"], "come back")
    letter = edits.locked(Letter, letter.pk, version)
    return _close(letter, State.RETURNED, reason, by)


def _to_close(letter, state, reason) -> Letter:
    letter = edits.locked(Letter, letter.pk)
    if letter.state == state:
        raise AlreadyDone("This was noted already. Nothing was done twice.")
    if not reason.strip():
        raise IllegalMove("Say why: the reason stands in the record.")
    return letter


def _close(letter, state, reason, by) -> Letter:
    before = letter.state
    edits.save(letter, state=state, closed_at=moment.now(), closed_reason=reason)
    if state == State.WITHDRAWN and (sent := LetterVersion.objects.filter(letter=letter).first()):
        # The office prints what counts; a withdrawn paper is the SENCO's and the head's to read.
        documents.narrow(sent.document, needs=Permission.LETTER_VIEW)
    told = {State.WITHDRAWN: "Letter home withdrawn", State.RETURNED: "Letter home came back"}
    _moved(letter, before, by, f"{told[state]}: {purposes[letter.purpose].title}")
    hooks.tell(hooks.on_closed, letter)
    return letter


@transaction.atomic
def record_reply(
    *, letter, route, received_on, wants_to_talk=False, words="", by, version=None, **more
) -> Reply:
    """What came back. more: consent, name_given, times, language of the Reply; by: None where the
    family answered on the page. Raises AlreadyDone, IllegalMove for an impossible day, edits.Stale.
    """
    letter = edits.locked(Letter, letter.pk)
    if letter.state == State.ANSWERED:
        raise AlreadyDone("An answer to this letter is recorded already.")
    _refuse_unless(letter, MOVES["answer"], "be answered")
    letter = edits.locked(Letter, letter.pk, version)
    _refuse_day(letter, received_on)
    reply = Reply.objects.create(
        school=letter.school, letter=letter, route=route, received_on=received_on,
        wants_to_talk=wants_to_talk, words=words, recorded_by=by, **more,
    )  # fmt: skip
    edits.save(letter, state=State.ANSWERED, closed_at=moment.now())
    talk = ", and would like to talk" if wants_to_talk else ""
    title = purposes[letter.purpose].title
    _moved(letter, State.ISSUED, by, f"The family answered: {title}{talk}", on=received_on)
    purposes[letter.purpose].on_reply(letter, reply)
    hooks.tell(hooks.on_reply, letter, reply)
    hooks.tell(hooks.on_closed, letter)
    return reply


def _refuse_day(letter, received_on) -> None:
    if received_on > moment.today():
        raise IllegalMove(f"{day_in_words(received_on)} has not come yet.")
    if received_on < letter.issued_on:
        raise IllegalMove(
            f"The letter was sent on {day_in_words(letter.issued_on)}. "
            f"An answer cannot have come on {day_in_words(received_on)}."
        )


def _refuse_unless(letter, states, move) -> None:
    if letter.state not in states:
        now = letter.get_state_display().lower()
        raise IllegalMove(f"This letter cannot {move}: it is marked “{now}”.")


def _moved(letter, before, by, words, on=None) -> None:
    """Audit, the line in the pupil's story, and the deadlines of a change of state."""
    detail = {"state": [before, letter.state]}
    if letter.closed_reason:
        detail["reason"] = ["", letter.closed_reason]
    _record(f"letter.{letter.state}", letter, by, detail)
    url = letter.get_absolute_url()
    note(letter.pupil, words, needs=Permission.LETTER_VIEW, url=url, on=on)
    deadlines.keep(letter)


def _record(verb, letter, by, detail) -> None:
    log.record(
        verb,
        target=letter,
        by=by,
        school_id=letter.school_id,
        pupil_id=letter.pupil_id,
        detail=detail,
    )
