"""One pupil: the header that stays, Now, and a tab at a time."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils.access import pupil_or_404, require_about
from pupils.heading import gathered, heading, tabs
from pupils.panels import panels


@needs(Permission.PUPIL_VIEW)
@require_GET
@reads()
def now(request, pk):
    pupil = pupil_or_404(request, pk)
    lines = gathered(request.user, pupil)
    plain = [line for line in lines if not line["header"]]
    context = {
        "drawn": [line for line in plain if line["template"]],
        "now": [line for line in plain if not line["template"]],
    }
    return shown(request, pupil, "now", "pupils/partials/_now.html", lines, context)


@needs(Permission.PUPIL_VIEW)
@require_GET
@reads(detail=lambda request: {"tab": request.resolver_match.kwargs["key"]})
def panel(request, pk, key):
    pupil = pupil_or_404(request, pk)
    if key not in panels:
        raise Http404
    tab = panels[key]
    require_about(request.user, tab.needs, pupil)
    context = tab.context(request, pupil)
    lines = [] if request.htmx else gathered(request.user, pupil, header_only=True)
    return shown(request, pupil, key, tab.template, lines, context)


def shown(request, pupil, here, template, lines, context):
    """The whole page, or for HTMX the part that changes: the tabs and what is under them."""
    frame = {"pupil": pupil, "tabs": tabs(request.user, pupil, here), "panel_template": template}
    if request.htmx:
        return render(request, "pupils/partials/_panel.html", {**context, **frame})
    frame["heading"] = heading(request.user, pupil, lines)
    return render(request, "pupils/page.html", {**context, **frame})
