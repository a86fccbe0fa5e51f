"""What the frame around every page shows: the school, the person's schools, the way around."""

from accounts.access import may, roles_by_school
from accounts.permissions import Permission as P

# (key, words, address below the school, permission). At most six are shown, by role.
PLACES = [
    ("today", "Today", "today/", P.SCHOOL_VIEW),
    ("pupils", "Pupils", "pupils/", P.PUPIL_VIEW),
    ("referrals", "Referrals", "referrals/", P.REFERRAL_VIEW),
    ("register", "Register", "register/", P.REGISTER_EDIT),
    ("plans", "Plans", "plans/", P.PLAN_VIEW),
    ("letters", "Letters", "letters/", P.LETTER_PRINT),
    ("school", "School", "school/", P.SCHOOL_VIEW),
]


def frame(request):
    """`school`, `places`, `has_other_schools` and `not_released` for templates/base.html.

    No query of its own: whether the site is released was asked with the roles (schools.roles).
    """
    user = getattr(request, "user", None)
    school = getattr(request, "school", None)
    if user is None or not user.is_authenticated:
        return {"school": None, "places": [], "has_other_schools": False}
    places = []
    if school is not None:
        places = [
            {"key": key, "words": words, "url": f"/{school.slug}/{address}",
             "here": request.path.startswith(f"/{school.slug}/{address}")}
            for key, words, address, permission in PLACES
            if may(user, permission, school.pk)
        ]  # fmt: skip
    return {
        "school": school,
        "places": places,
        "has_other_schools": len(roles_by_school(user)) > 1,
        "not_released": school is not None
        and may(user, P.MAIL_VIEW, school.pk)
        and "not_released" in user.site_facts,
    }
