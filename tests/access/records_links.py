"""A letter that went by e-mail, and the link of its reader: of another child than the rest."""

from letters import services as letters
from tests.factories.letters import FACTS, LetterFactory
from tests.factories.links import chose_email
from tests.factories.pupils import ContactFactory, PupilFactory


def links(at, senco):
    pupil = PupilFactory(school=at.school, class_group=at.klass)
    reader = chose_email(ContactFactory(pupil=pupil))
    letter = LetterFactory(
        pupil=pupil, contact=reader, facts=FACTS, prepared_by=senco, about_id=pupil.pk
    )
    approved = letters.approve(letter=letter, by=senco)
    at.mailed = letters.issue(letter=approved, by=senco)
    at.link = at.mailed.links.get()
