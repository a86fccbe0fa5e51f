"""What a letter is begun with: whom it goes to, in which words, with which facts."""

from accounts.access import may
from accounts.permissions import Permission
from letters import addressees, checks, outside, wording
from letters.models import Letter, LetterTemplate
from letters.purposes import purposes
from letters.recipient import household_of, is_large
from sendcase import moment


class CannotPrepare(Exception):
    """There can be no such letter. Its text is for the person who asked: it names a contact only
    to somebody who may see contacts.
    """


def kept_facts(purpose, facts) -> dict[str, str]:
    """Those of the purpose, and for somebody outside the ground, where one is written."""
    kept = {name: str(facts[name]) for name in purposes[purpose].facts}
    ground = str(facts.get(outside.GROUND, "")).strip()
    return kept | ({outside.GROUND: ground} if purposes[purpose].outside and ground else {})


def outsider(pupil, facts, other, by) -> dict:
    if reason := outside.why_not(pupil, facts):
        raise CannotPrepare(reason)
    if other.consent and not outside.consents(pupil).filter(pk=other.consent.pk).exists():
        raise CannotPrepare(outside.ENDED)
    if reason := outside.barred(pupil, other.name, other.address):
        raise CannotPrepare(checks.told([checks.Named(reason)], by, pupil.school_id)[0])
    return {"contact": None, "other_name": other.name, "other_address": other.address}


def family(pupil, by) -> list[dict]:
    """Whom to write to: the young person (no contact), the first contact of each home."""
    chosen = addressees.choose(
        born_on=pupil.born_on,
        parents_may_be_told=pupil.parents_may_be_told,
        contacts=list(pupil.contacts.all()),
        on=moment.today(),
    )
    if chosen.why_nobody:
        raise CannotPrepare(_why(chosen, pupil, by))
    people = [None] if chosen.young_person else []
    people += [household.contact for household in chosen.households]
    return [{"contact": contact, "other_name": ""} for contact in people]


def papers_for(pupil, to, papers, large):
    """What lies behind the letter to this reader: `large` for a home that asked for large print.
    to: one of family(); large: none where there is nothing in large print.
    """
    return large if large and is_large(Letter(pupil=pupil, **to)) else papers


def any_large(pupil, by) -> bool:
    """Whether a home that would be written to asked for large print. Raises CannotPrepare."""
    return any(is_large(Letter(pupil=pupil, **to)) for to in family(pupil, by))


def same_reader(letter, pupil, by) -> dict:
    """The reader of that letter, as long as they may be written to. Raises CannotPrepare."""
    if letter.other_name:
        return {key: getattr(letter, key) for key in ("contact", "other_name", "other_address")}
    home = household_of(letter)
    wanted = home.contact if home else None
    for to in family(pupil, by):
        if to["contact"] == wanted and bool(home) == bool(letter.contact_id):
            return to
    raise CannotPrepare(f"This reader may not be written to about {pupil.first_name} any more.")


def refuse_wrong_call(purpose, pupil, facts, attachments, other, batch=None) -> None:
    if purpose not in purposes:
        raise ValueError(f"no letter has the purpose {purpose}")
    if purposes[purpose].outside != bool(other and other.name.strip()):
        raise ValueError(f"{purpose}: somebody outside is named where, and only where, it goes out")
    if missing := set(purposes[purpose].facts) - set(facts):
        raise ValueError(f"{purpose} needs the facts {sorted(missing)}")
    if any(document.pupil_id != pupil.pk for document in attachments):
        raise ValueError("an attachment belongs to another pupil")
    if any(document.needs == Permission.EHC_VIEW for document in attachments):
        if other:
            raise ValueError("papers of an EHC plan leave the school by a disclosure only")
        if batch:  # its print is the office's to open
            raise ValueError("papers of an EHC plan go behind single letters only")


def _why(chosen, pupil, by) -> str:
    """Flags on contacts are not for everybody who may ask for a letter."""
    if may(by, Permission.CONTACT_VIEW, pupil.school_id):
        why = " ".join([chosen.why_nobody, *chosen.stopped])
        return f"There is nobody to write to about {pupil.first_name}. {why}"
    return f"There is nobody we can write to about {pupil.first_name} yet. {checks.Named.plain}"


def wording_for(school, purpose, contact) -> LetterTemplate:
    if purposes[purpose].outside:
        return wording.current(school, purpose)
    return wording.for_contact(school, purpose, contact)
