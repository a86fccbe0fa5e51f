"""What the page of an intervention and a child's tab say of money: a line and a link."""

from accounts.permissions import Permission as P


def of_intervention(request, intervention) -> dict:
    return {"url": f"/{request.school.slug}/provision/cost/"}


def of_pupil(request, pupil) -> dict:
    return {"url": f"/pupils/{pupil.pk}/cost/"}


def register() -> None:
    from provision.interventions.sections import add_section
    from provision.interventions.tab import add_tab_section

    template = "provision/costs/partials/_section.html"
    add_section("cost", 90, P.COST_VIEW, template, of_intervention)
    add_tab_section("cost", 90, P.COST_VIEW, template, of_pupil)
