"""Forms of the people page. School, state and who asked are never taken from a form."""

from django import forms

from accounts.models import User
from accounts.permissions import Role
from schools.models import Membership
from schools.people.roles import APPROVED_ROLES, DEPUTISED_ROLES, invitable, words
from sendcase import moment
from sendcase.text import LineFormField


class InviteForm(forms.Form):
    name = LineFormField(
        label="Name", max_length=120, help_text="As letters and lists call them: Mrs P. Adeyemi"
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="Their own one at work. The link goes there, and they sign in with it.",
    )
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            (role, f"{label} (the head has to agree)" if role in APPROVED_ROLES else label)
            for role, label in invitable(school)
        ]


class EndForm(forms.Form):
    ROLE, LEAVES = "role", "leaves"
    what = forms.ChoiceField(label="What ends?", widget=forms.RadioSelect)
    gone_on = forms.DateField(
        label="First day without it",
        widget=forms.DateInput,
        help_text="Today takes access away at once and signs them out everywhere.",
        error_messages={"invalid": "Write the date like 24/11/2026."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, membership, **kwargs):
        start = {"what": self.ROLE, "gone_on": moment.today(), "version": membership.version}
        super().__init__(*args, initial=start, **kwargs)
        name, role = membership.user.name, Role(membership.role).label
        self.fields["what"].choices = [(self.ROLE, f"Only the role: {role}")]
        if membership.school_id:
            leaves = (self.LEAVES, f"{name} leaves the school: every role and class here")
            self.fields["what"].choices += [leaves]

    def clean_gone_on(self):
        day = self.cleaned_data["gone_on"]
        if day < moment.today():
            raise forms.ValidationError("This day has passed. Write today or a later day.")
        return day


class DeputyForm(forms.Form):
    membership = forms.ModelChoiceField(Membership.objects.none(), label="Who is away?")
    deputy = forms.ModelChoiceField(
        None, label="Who stands in?", help_text="Somebody with a role at this school today"
    )
    from_on = forms.DateField(label="First day", widget=forms.DateInput)
    until_on = forms.DateField(
        label="Last day", widget=forms.DateInput, help_text="The role ends by itself after this day"
    )

    def __init__(self, *args, school, by, **kwargs):
        super().__init__(*args, **kwargs)
        held = Membership.objects.held_today().filter(school=school).select_related("user")
        roles = held.filter(role__in=DEPUTISED_ROLES, deputy_for=None)
        self.fields["membership"].queryset = roles.order_by("user__name", "pk")
        self.fields["membership"].label_from_instance = lambda m: f"{m.user.name}, {words(m)}"
        people = User.objects.filter(memberships__in=held).exclude(pk=by.pk).distinct()
        self.fields["deputy"].queryset = people
        self.fields["from_on"].initial = moment.today

    def clean(self):
        data = super().clean()
        start, end = data.get("from_on"), data.get("until_on")
        if start and end and end < start:
            self.add_error(
                "until_on", "The last day is before the first day. Put one of them right."
            )
        if start and start < moment.today():
            self.add_error("from_on", "This day has passed. Write today or a later day.")
        return data
