"""Ways to the pages that are not opened every day, for those who may open them."""

from django import template

from accounts.access import may
from accounts.permissions import Permission as P

register = template.Library()

PHOTOS = "photos/import/"  # only where the policy uses them
# (address below the school, link, what it is for, permission of the page)
WAYS = [
    ("people/", "People", "Who works here, invitations, deputies", P.ACCOUNT_VIEW),
    ("classes/", "Classes", "Who holds which class", P.ROLL_VIEW),
    ("terms/", "Terms and closures", "Which days the school is open", P.ROLL_VIEW),
    ("roll/import/", "Import the roll", "From your school’s own records", P.ROLL_EDIT),
    ("contacts/import/", "Import contacts", "Parents and carers, in one list", P.CONTACT_EDIT),
    ("classes/import/", "Import classes", "And who leads each of them", P.ROLL_EDIT),
    ("staff/import/", "Import staff", "They are invited, or put into their class", P.ACCOUNT_EDIT),
    ("register/import/", "Import SEN history", "From your earlier records", P.REGISTER_EDIT),
    (PHOTOS, "Import photos", "Of pupils, in one ZIP file", P.PUPIL_EDIT),
    ("letters/templates/", "Wording of letters", "What letters home say", P.TEMPLATE_EDIT),
    ("policy/", "How we work", "Our names, stages and days", P.POLICY_VIEW),
    ("mail/", "Mail that needs a look", "Mail that could not be sent", P.MAIL_VIEW),
    ("school/health/", "Is the site well?", "Mail, backup and the other parts", P.MAIL_VIEW),
    ("audit/", "Who looked and who changed", "The log of records", P.DEADLINE_OWN),
]


@register.simple_tag(takes_context=True)
def ways_of_school(context) -> list[dict]:
    """[{title, words, url}] of the school in the frame that this person may open."""
    user, school = context["request"].user, context["school"]
    return [
        {"title": title, "words": words, "url": f"/{school.slug}/{address}"}
        for address, title, words, permission in WAYS
        if may(user, permission, school.pk) and (address != PHOTOS or school.policy.photos_used)
    ]
