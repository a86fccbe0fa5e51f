"""The two mails of a link, in the letter's language. They name the school, and nobody else."""

from django.conf import settings
from django.urls import reverse

from letters.languages import ENGLISH
from letters.replies.pages import DAY, reach
from letters.replies.words import language, words
from sendcase.outbox import services as outbox


def send_link(link, token: str):
    """The first mail, in the caller's transaction. Returns its outbox row."""
    letter = link.letter
    said = words(letter.template.language)
    return outbox.add(
        key=f"letter-link-{letter.pk}-{link.pk}",
        to=link.to_email,
        subject=said["mail_subject"].format(school=letter.school.name),
        text=said["mail_text"].format(
            school=letter.school.name, until=link.expires_on.strftime(DAY),
            link=address(token, letter.template.language), reach=reach(letter.school),
        ),
        school_id=link.school_id,
        blank_after=True,
    )  # fmt: skip


def address(token: str, code: str) -> str:
    """With the language in it: also a link that has ended is answered in the family's words."""
    spoken = language(code)
    lang = "" if spoken is ENGLISH else f"?lang={spoken.code}"
    return settings.SITE_URL + reverse("links:link", args=[token]) + lang


def send_code(link, code: str) -> None:
    """The second mail. One that still waits is overtaken by this one."""
    letter = link.letter
    said = words(letter.template.language)
    outbox.call_back(code_keys(link.pk, link.codes_sent - 1))
    outbox.add(
        key=code_key(link.pk, link.codes_sent),
        to=link.to_email,
        subject=said["second_subject"].format(school=letter.school.name),
        text=said["second_text"].format(code=code, reach=reach(letter.school)),
        school_id=link.school_id,
        blank_after=True,
    )


def take_back(link) -> None:
    """Nothing of a closed link goes out any more, nor asks a person to decide about it."""
    first = [f"letter-link-{link.letter_id}-{link.pk}"]
    outbox.call_back(first + code_keys(link.pk, link.codes_sent))


def code_key(link_id: int, number: int) -> str:
    return f"letter-link-code-{link_id}-{number}"


def code_keys(link_id: int, most: int) -> list[str]:
    return [code_key(link_id, number) for number in range(1, most + 1)]
