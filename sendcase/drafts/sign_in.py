"""Signing in again with what was typed in hand: the library's own sign-in, one field more."""

from allauth.account.views import LoginView
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sendcase.drafts import timeouts


class SignInAgain(LoginView):
    """Throttle, password check and second factor are the library's. A wrong password brings the
    same page back, text included.
    """

    template_name = "drafts/sign_in.html"
    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST":
            return redirect("account_login")
        if request.user.is_authenticated:  # signed in meanwhile, in another tab
            return redirect(self.address_for(request.user))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        self.success_url = self.address_for(form.user)
        return super().form_valid(form)

    def get_success_url(self):
        return self.success_url or "/"

    def address_for(self, user) -> str:
        draft = timeouts.rescue(self.request.POST.get("kept", ""), by=user)
        return reverse("drafts:typed", args=[draft.form_id]) if draft else "/"

    def get_context_data(self, **kwargs):
        kept = self.request.POST.get("kept", "")
        return super().get_context_data(**kwargs) | describe(kept)


def describe(kept: str) -> dict:
    content = timeouts.unpack(kept)
    if content is None:
        return {"kept": "", "had_files": False}
    return {"kept": kept, "had_files": content["had_files"]}


def page(request, *, kept) -> HttpResponse:
    """The sign-in form, empty, with the text in a hidden field. 401: the POST was not done."""
    view = SignInAgain()
    view.setup(request)
    form = view.get_form_class()(request=request)
    context = view.get_context_data(form=form) | describe(kept)
    response = view.render_to_response(context, status=401)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "body", "innerHTML"
    return response.render()
