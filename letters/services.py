"""prepared → approved → issued → answered | returned to sender | withdrawn. Nothing else moves."""

from django.db import transaction

from accounts.access import may, roles_at
from accounts.permissions import Permission, Role
from audit import log
from letters import checks, choosing, deadlines, hooks, outside, paper, recipient
from letters.chasers.services import locked_for_answer
from letters.choosing import CannotPrepare as CannotPrepare
from letters.merge import day_in_words, reply_by
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


class CannotIssue(IllegalMove):
    """Something is missing; `reasons` are sentences."""

    def __init__(self, reasons):
        super().__init__("This letter cannot be sent yet. " + " ".join(reasons))
        self.reasons = reasons


class AlreadyDone(IllegalMove):
    """Somebody, or the same press, had done it before: nothing was done twice."""


@transaction.atomic
def prepare(
    *, purpose, pupil, facts, attachments, about, by, batch=None, other=None, large=()
) -> list[Letter]:
    """One letter per household, or to the young person. Returns those that now wait to be checked.

    facts: text for every fact of the purpose; attachments: Documents of this pupil; about: the
    row the letter tells of; batch: the Batch it belongs to; other: outside.Other where the purpose
    is for somebody outside; large: what takes the place of the attachments for a home that asked
    for large print. Prepared again while still unchecked, a letter takes the new facts.
    Raises CannotPrepare where nobody can be addressed, ValueError for what a caller got wrong.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    papers = [*attachments, *large]
    choosing.refuse_wrong_call(purpose, pupil, facts, papers, other, batch)
    kept = choosing.kept_facts(purpose, facts)
    people = [choosing.outsider(pupil, kept, other, by)] if other else choosing.family(pupil, by)
    same = {"purpose": purpose, "pupil": pupil, "about_type": about._meta.label_lower,
            "about_id": about.pk}  # fmt: skip
    made = [
        _prepare_one(same | to, kept, choosing.papers_for(pupil, to, attachments, large), batch, by)
        for to in people
    ]
    if other and other.consent:
        _record("letter.rests_on", made[0], by, {"consent": [None, other.consent.pk]})
    return [letter for letter in made if letter is not None]


@transaction.atomic
def prepare_again(*, letter, by, purpose="", facts=None, about=None, batch=None) -> Letter:
    """One more letter to the reader of an earlier one, and to no other home: the same once more,
    or of another purpose with facts of its own, about that letter. Raises CannotPrepare.
    """
    pupil = edits.locked(Pupil, letter.pupil_id)
    to = choosing.same_reader(letter, pupil, by)
    same = {"purpose": purpose or letter.purpose, "pupil": pupil,
            "about_type": about._meta.label_lower if about else letter.about_type,
            "about_id": about.pk if about else letter.about_id}  # fmt: skip
    attachments = [] if purpose else list(letter.attachments.all())
    made = _prepare_one(same | to, facts or letter.facts, attachments, batch, by)
    deadlines.keep(letter)  # one that came back has been dealt with
    return made


def _prepare_one(same, facts, attachments, batch, by) -> Letter | None:
    """None: it was in this batch already, and is closed."""
    address = same.pop("other_address", "")
    earlier = Letter.objects.filter(**same)
    if batch and (mine := earlier.filter(batch=batch).exclude(state=State.PREPARED).last()):
        return mine if mine.state != State.WITHDRAWN else None
    # Locked before its state is judged: an approval at this moment must not get other facts.
    for old in earlier.filter(state__in=deadlines.WAITS_HERE).select_for_update():
        if old.state == State.PREPARED and (batch is None or old.batch_id in (None, batch.pk)):
            return _prepared_again(old, facts, attachments, batch, by, address)
        _close(old, State.WITHDRAWN, "A newer letter took its place.", by)
    return _begin(same | {"other_address": address, "batch": batch}, facts, attachments, by)


def _begin(fields, facts, attachments, by) -> Letter:
    pupil, contact = fields["pupil"], fields["contact"]
    letter = Letter(
        school=pupil.school, facts=facts, prepared_by=by,
        template=choosing.wording_for(pupil.school, fields["purpose"], contact),
        signed_by=outside.signer_of(pupil.school, facts), **fields,
    )  # fmt: skip
    letter.way = recipient.of(letter).way
    letter.save()
    letter.attachments.set(attachments)
    detail = {"purpose": [None, letter.purpose]}
    if outside.GROUND in facts:
        detail["ground"] = [None, facts[outside.GROUND]]
    _record("letter.prepared", letter, by, detail)
    deadlines.keep(letter)
    return letter


def _prepared_again(letter, facts, attachments, batch, by, address) -> Letter:
    """The same call twice changes nothing; a newer plan takes the older one's place. A letter
    begun by itself joins the batch. Wording, way, and the address of somebody outside follow what
    is said now.
    """
    letter = edits.locked(Letter, letter.pk)
    new = {
        "facts": facts,
        "batch_id": batch.pk if batch else letter.batch_id,
        "way": recipient.of(letter).way,
        "template_id": choosing.wording_for(letter.school, letter.purpose, letter.contact).pk,
        "other_address": address,
        **_ground_of(letter, facts, by),
    }
    changes = {name: value for name, value in new.items() if getattr(letter, name) != value}
    now_attached = {row.pk for row in attachments}
    attached = set(letter.attachments.values_list("pk", flat=True))
    if not changes and attached == now_attached:
        return letter
    detail = {name: [getattr(letter, name), value] for name, value in changes.items()}
    edits.save(letter, **changes)
    letter.attachments.set(attachments)
    _record("letter.prepared", letter, by, detail)
    deadlines.keep(letter)  # in a batch it has no line of its own any more
    return letter


def _ground_of(letter, facts, by) -> dict:
    """Another ground is the word of whoever wrote it: they do not approve the letter as well."""
    if facts.get(outside.GROUND, "") == letter.facts.get(outside.GROUND, ""):
        return {}
    return {"prepared_by_id": by.pk, "signed_by": outside.signer_of(letter.school, facts)}


@transaction.atomic
def edit(*, letter, version, personal_note, facts, by) -> Letter:
    """Change the paragraph for this family, and what the letter says of the facts.

    facts: new text for some of the facts. Only before it is approved. Raises edits.Stale.
    """
    letter = edits.locked(Letter, letter.pk, version)
    _refuse_unless(letter, MOVES["change"], "be changed")
    new = letter.facts | {name: text for name, text in facts.items() if name in letter.facts}
    detail = {"facts": [letter.facts, new], "personal_note": [letter.personal_note, personal_note]}
    edits.save(letter, personal_note=personal_note, facts=new, **_ground_of(letter, new, by))
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
    if outside.needs_another(letter, by):
        raise IllegalMove(outside.SECOND)
    letter = edits.locked(Letter, letter.pk, version)
    if reasons := paper.wants(letter, paper.content_of(letter)):
        raise CannotIssue(checks.told(reasons, by, letter.school_id))
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
    today = moment.today()
    days = (reply_by(letter, today) - today).days
    went = {"issued_by": by, "issued_on": today, "answer_days": days,
            "way": recipient.of(letter).way}  # fmt: skip
    edits.save(letter, state=State.ISSUED, **went)
    title = purposes[letter.purpose].title
    document = documents.store(
        pupil=letter.pupil,
        title=f"Letter: {title}",
        data=pdf,
        media_type="application/pdf",
        needs=_reader_of(letter),
        by=by,
    )
    freeze(LetterVersion, owner={"letter": letter}, content=content, schema=paper.SCHEMA,
           document=document, by=by)  # fmt: skip
    sent = "Letter sent outside" if letter.other_name else "Letter home sent"
    _moved(letter, State.APPROVED, by, f"{sent}: {title}")
    purposes[letter.purpose].on_issue(letter)
    hooks.tell(hooks.on_issued, letter)
    return letter


def _reader_of(letter) -> Permission:
    """Who opens the stored letter: whoever may open every paper behind it."""
    ehc = letter.attachments.filter(needs=Permission.EHC_VIEW).exists()
    return Permission.EHC_VIEW if ehc else Permission.LETTER_PRINT


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
    if letter.state == State.RETURNED:  # both stay: why it came back, and why nothing more was done
        reason = f"{letter.closed_reason}\nNot sent again: {reason}"
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
    sent = LetterVersion.objects.filter(letter=letter, document__needs=Permission.LETTER_PRINT)
    if state == State.WITHDRAWN and (withdrawn := sent.first()):
        # The office prints what counts; a withdrawn paper is the SENCO's and the head's to read.
        documents.narrow(withdrawn.document, needs=Permission.LETTER_VIEW)
    told = {State.WITHDRAWN: "Letter home withdrawn", State.RETURNED: "Letter home came back"}
    words = f"{told[state]}: {purposes[letter.purpose].title}"
    _moved(letter, before, by, words if letter.issued_on else "")  # what never went is no story
    hooks.tell(hooks.on_closed, letter)
    return letter


@transaction.atomic
def record_reply(
    *, letter, route, received_on, wants_to_talk=False, words="", by, version=None, **more
) -> Reply:
    """What came back. more: consent, name_given, times, language of the Reply; by: None where the
    family answered on the page. An answer to a letter that asks again is recorded once, on the
    first. Raises AlreadyDone, IllegalMove for an impossible day, edits.Stale.
    """
    letter, asked = locked_for_answer(letter)
    if letter.state == State.ANSWERED:
        raise AlreadyDone("An answer to this letter is recorded already.")
    for row in (asked, letter):
        _refuse_unless(row, MOVES["answer"], "be answered")
    edits.locked(Letter, asked.pk, version)
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


def answered_too(*, letter, by) -> None:
    """One that asked again: the answer to the first letter, kept there, is its answer as well."""
    edits.save(letter, state=State.ANSWERED, closed_at=moment.now())
    _record("letter.answered", letter, by, {"state": [State.ISSUED, State.ANSWERED]})
    hooks.tell(hooks.on_closed, letter)


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
    if words and not outside.is_on_ground(
        letter
    ):  # the story goes into packs, which are read at home
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
