"""Set all, then change the exceptions. Without scripts: what was typed is kept as a draft with the
answers filled in, and the page comes back with it.
"""

from django.contrib import messages
from django.shortcuts import redirect

from sendcase.drafts.services import AlreadySent, keep
from sendcase.drafts.typed import OWN_NAMES, fields_of

BUTTON = "set_all"
NOTHING = "Choose first what to set them to."


def filled(request, form, names: dict[str, list[str]]):
    """The response to the button "Set all", else None. names: {select: the inputs it sets}."""
    if request.method != "POST" or BUTTON not in request.POST:
        return None
    data = fields_of(request.POST, without=OWN_NAMES | {"csrfmiddlewaretoken", BUTTON})
    wanted = {select: request.POST.get(select, "") for select in names}
    for select, inputs in names.items():
        if wanted[select]:
            data |= {name: [wanted[select]] for name in inputs}
    if not any(wanted.values()):
        messages.info(request, NOTHING)
    try:
        keep(form_id=form.form_id, by=request.user, kind=form.kept_as, key=form.kept_key, data=data)
    except AlreadySent:
        messages.info(request, "This was already sent. There is nothing left to set.")
    return redirect(request.get_full_path())
