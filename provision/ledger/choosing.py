"""The form by which something is given: this child's promises, as far as the person reads them."""

from django.db.models import Q

from accounts.permissions import Permission as P
from provision.ledger.forms import GivenByForm
from provision.ledger.services import links_of
from provision.models import Promise
from pupils.access import may_about
from sendcase import moment


def form_of(request, pupil, model, owner, *, kept_as, amount=None) -> GivenByForm:
    """model: a PromiseLink; owner: the number of what is given."""
    held = [link.promise for link in links_of(model, [owner]).select_related("promise")]
    mine = Promise.objects.visible_to(request.user).filter(pupil=pupil)
    going_on = Q(until_on=None) | Q(until_on__gte=moment.today())
    promises = mine.filter(going_on | Q(pk__in=[each.pk for each in held]))
    return GivenByForm(
        request.POST or None, promises=promises, held=held, amount=amount,
        may_promise=may_about(request.user, P.PROVISION_EDIT, pupil),
        kept_by=request.user, kept_as=kept_as, kept_key=f"{owner}",
    )  # fmt: skip
