"""What the frame around every page shows: the school, the person's schools, the way around."""

from collections.abc import Callable

from accounts.access import may, roles_at, roles_by_school
from accounts.permissions import Permission as P
from accounts.permissions import Role
from schools.models import School

# (key, words, address below the school, permission). The first six a person may open are shown all
# the time, the rest in the menu behind their name; of several with one key the first.
PLACES = [
    ("today", "Today", "today/", P.DEADLINE_OWN),
    ("pupils", "Pupils", "pupils/", P.PUPIL_VIEW),
    ("plans", "Plans", "plans/", P.PLAN_VIEW),
    ("provision", "Provision", "provision/", P.PROVISION_VIEW),
    ("letters", "Letters", "letters/", P.LETTER_PRINT),
    ("letters", "Letters", "letters/write/", P.LETTER_PREPARE),  # who may begin one, and reads none
    ("reports", "Reports", "reports/", P.REPORTS_OPEN),
    ("referrals", "Referrals", "referrals/", P.REFERRAL_VIEW),
    ("school", "School", "school/", P.SCHOOL_VIEW),
]
# What opens for somebody who is nothing but a guest of the school: (user, school) → (key, words,
# url) of each. Their permissions reach only what was given. Upper apps add theirs in ready().
guest_places: list[Callable[[object, School], list[tuple[str, str, str]]]] = []
# first word or two of an address → the place it belongs to, where that is not the first word
BELONGS_TO = {
    "progress": "referrals", "handover": "plans", "handovers": "plans", "handover-notes": "plans",
    "moves": "plans", "move-tasks": "plans", "roll": "pupils", "photos": "pupils",
    "contacts": "pupils", "scores": "pupils", "documents": "pupils", "assignments": "pupils",
    "parent-meetings": "pupils", "parent-meeting-actions": "pupils", "shares": "pupils",
    "consents": "pupils", "complaints": "pupils", "exam-access": "pupils",
    "saved-lists": "pupils", "classes": "school",
    "class-staff": "school", "staff": "pupils", "classes/import": "pupils",
    "pupils/moves": "plans", "people": "school", "terms": "school",
    "bank": "plans", "bank-targets": "plans", "strategies": "plans",
    "lesson": "plans", "groups": "school", "group-staff": "school",
    "batches": "letters", "letter-wordings": "letters",
    "census": "reports", "register-list": "reports", "case-trail": "reports",
    "case-trails": "reports",
    "ehc-dates": "school", "ehc": "plans", "ehc-plans": "plans", "ehc-requests": "plans",
    "ehc-reviews": "plans", "ehc-packs": "plans", "ehc-consultations": "plans",
    "ehc-disputes": "plans", "ehc-forms": "plans", "ehc-disclosures": "plans",
    "review-packs": "letters",
    "interventions": "provision", "programmes": "provision", "promises": "pupils",
    "places": "provision", "intervention-staff": "provision",
    "forecast": "today", "sessions": "today", "interventions/sessions": "today",
    "owed": "school", "owed-done": "school", "training": "school",
    "agencies": "plans", "agency-requests": "plans", "agency-advice": "plans",
    "agency-recommendations": "plans", "agency-cases": "today",
    "past": "reports", "head": "reports", "trust": "reports",
    "information-report": "reports", "inclusion-strategy": "reports",
    "public-documents": "reports", "public-budget": "reports",
    "board-report": "reports", "board-reports": "reports", "census-days": "reports",
    "samples": "reports", "sample-items": "reports", "visit-notes": "reports",
    "export": "reports", "school-exports": "reports",
    "charges": "provision", "funding": "provision", "grades": "provision",
    "place-wishes": "provision", "plan-checks": "plans", "plan-notes": "plans",
    "plan-reviews": "plans", "batch-rows": "letters", "letter-links": "letters",
    "own-views": "pupils", "family-words": "pupils",
    "closures": "school", "policy": "school", "mail": "school", "audit": "school",
}  # fmt: skip


def frame(request):
    """`school`, `places`, `has_other_schools` and `not_released` for templates/base.html.

    A view whose page is shown to a room sets `request.is_on_the_wall`: no ways around, no search.

    No query of its own: whether the site is released was asked with the roles (schools.roles).
    """
    user = getattr(request, "user", None)
    school = getattr(request, "school", None)
    if user is None or not user.is_authenticated:
        return {"school": None, "places": [], "has_other_schools": False}
    places = []
    if school is not None and not getattr(request, "is_on_the_wall", False):
        mine = places_of(user, school)
        here = place_of(request.path, school)
        if here == "plans" and here not in [place[0] for place in mine]:
            here = "school"  # where the office finds handover, and joining and leaving
        places = [
            {"key": key, "words": words, "url": url,
             "here": "page" if request.path == url else here == key}
            for key, words, url in mine
        ]  # fmt: skip
    return {
        "school": school,
        "places": places,
        "has_other_schools": len(roles_by_school(user)) > 1,
        "not_released": school is not None
        and may(user, P.MAIL_VIEW, school.pk)
        and "not_released" in user.site_facts,
    }


def places_of(user, school) -> list[tuple[str, str, str]]:
    """(key, words, url) of each place this person may go to."""
    if roles_at(user, school.pk) == {Role.GUEST}:
        return [place for opened in guest_places for place in opened(user, school)]
    allowed = [place for place in PLACES if may(user, place[3], school.pk)]
    first = {key: place for key, *place in reversed(allowed)}
    return [
        (key, words, f"/{school.slug}/{address}")
        for key, words, address, permission in allowed
        if first[key] == [words, address, permission]
    ]


def place_of(path: str, school) -> str:
    """The key of the place an address belongs to, of a list or of one record; "" for none."""
    words = path.strip("/").split("/")
    words = [word for word in words if word != school.slug and not word.isdigit()]
    both, first = "/".join(words[:2]), "".join(words[:1])
    return BELONGS_TO.get(both) or BELONGS_TO.get(first, first)
