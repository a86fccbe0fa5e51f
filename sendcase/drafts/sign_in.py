"""Signing in again with what was typed in hand: the library's own sign-in, one field more."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from django.http import HttpResponse
from django.shortcuts import redirect

from sendcase.drafts import carrying, timeouts


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
            address = carrying.carry(request, request.POST.get("kept", ""), user=request.user)
            if carrying.is_proved(request):
                carrying.bind(request, request.user)
            return redirect(address)
        # Another tab waits for its code: the password typed here counts, the library's shortcut
        # to that code would drop this text.
        clear_login(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        kept = self.request.POST.get("kept", "")
        self.success_url = carrying.carry(self.request, kept, user=form.user)
        return super().form_valid(form)

    def get_success_url(self):
        return self.success_url or "/"

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
    # HTMX shows a 401 because base.html says so (htmx-config): in place of the whole page.
    response.headers["HX-Retarget"] = "body"
    response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return response.render()
