"""The outside person's own part of the site: what opens for them, and where they begin."""

from agencies.models import Advice, AgencyRequest

HOME = "/agency-cases/"
JOINED = ("school__policy", "pupil", "agency", "share__user")


def cases(user):
    return AgencyRequest.objects.open_to(user).select_related(*JOINED)


def own_advice(user, row):
    """What this person wrote here on this case, and nothing anybody else wrote."""
    return Advice.objects.filter(request=row, recorded_by=user, is_by_guest=True)


def shown(row) -> list[tuple[str, str]]:
    """(words, address) of what the school gave of this case."""
    share, pupil = row.share, row.pupil.get_absolute_url()
    found = [("The child’s page", pupil)]
    found += [("The plan", f"{pupil}plan/")] if share.includes_plan else []
    found += [("The referral", f"{pupil}referrals/")] if share.includes_referral else []
    return found


def door(user, school) -> str:
    """Where such a guest begins (schools.home)."""
    return HOME if cases(user).filter(school=school).exists() else ""


def places(user, school) -> list[tuple[str, str, str]]:
    """For the ways around (schools.context)."""
    return [("today", "Your cases", HOME)] if door(user, school) else []
