"""The people and the records the matrix is asked about.

At Oakfield (A) stands one pupil of one class with every kind of record. Everybody who works there
holds every whole-school role at Elm (B), where the same records stand: each refused person owns
one of the kind, and no refusal is for want of a role somewhere.
"""

from datetime import timedelta
from http.cookies import SimpleCookie

from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.permissions import Role
from pupils.models import Pupil
from schools.models import Logo, Membership, Signature, Trust
from sendcase import moment
from tests.access.records import records
from tests.factories.people import UserFactory, sign_in
from tests.factories.pupils import PupilFactory, assign, share
from tests.factories.questions import round_of
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

ACTORS = (
    "senco", "head", "own_teacher", "other_teacher", "own_support", "other_support", "governor",
    "office", "trust_lead", "guest", "two_school", "leaver", "other_senco", "nobody",
)  # fmt: skip
AT_A = {
    "senco": Role.SENCO, "head": Role.HEAD, "own_teacher": Role.TEACHER,
    "other_teacher": Role.TEACHER, "own_support": Role.SUPPORT, "other_support": Role.SUPPORT,
    "governor": Role.GOVERNOR, "office": Role.OFFICE, "two_school": Role.TEACHER,
    "leaver": Role.TEACHER,
}  # fmt: skip
EVERY_HAT = (Role.SENCO, Role.HEAD, Role.OFFICE, Role.GOVERNOR)
YESTERDAY = moment.today() - timedelta(days=1)


class Cast:
    """`a` and `b`: the records of both schools; `people`: actor → account; `client(actor)`."""

    def __init__(self):
        self.people = {actor: _person(actor) for actor in ACTORS if actor != "nobody"}
        self._schools()
        self._roles()
        self._signatures()
        self._duties()
        people, other = self.people, self.people["other_senco"]
        self.a = records(
            self.oakfield, self.willow, writer=people["own_teacher"], office=people["office"],
            senco=people["senco"], helper=people["own_support"], guest=people["guest"],
            receiver=people["other_teacher"],
        )  # fmt: skip
        self.b = records(
            self.elm, self.rowan, writer=other, office=other, senco=other,
            helper=UserFactory(), guest=UserFactory(), receiver=other,
        )  # fmt: skip
        self.a.trust_slug, self.b.trust_slug = "weald", "elder"
        self._questions()
        self._cookies, self._handlers = {}, {}
        self.done = {}  # tests.access.plainly

    def _schools(self):
        trust = Trust.objects.create(name="Weald Trust", slug="weald")
        self.oakfield = SchoolFactory(slug="oakfield", name="Oakfield", trust=trust)
        other = Trust.objects.create(name="Elder Trust", slug="elder")
        self.elm = SchoolFactory(slug="elm", name="Elm", trust=other)
        for school in (self.oakfield, self.elm):
            Logo.objects.create(school=school, png=b"\x89P")
        self.willow = ClassGroupFactory(school=self.oakfield, name="Willow")
        self.oak = ClassGroupFactory(school=self.oakfield, name="Oak")
        self.rowan = ClassGroupFactory(school=self.elm, name="Rowan")
        # Another class's pupil, whom the people of that class do see.
        self.elsewhere = PupilFactory(school=self.oakfield, class_group=self.oak)

    def _signatures(self):
        for actor, role in (("senco", "senco"), ("head", "head"), ("other_senco", "senco")):
            school = self.elm if actor == "other_senco" else self.oakfield
            row = {"school": school, "role": role, "uploaded_by": self.people[actor]}
            Signature.objects.create(png=b"\x89P", **row)

    def _roles(self):
        for actor, role in AT_A.items():
            until = YESTERDAY if actor == "leaver" else None
            _begin(self.people[actor], role, school=self.oakfield, until_on=until)
        _begin(self.people["trust_lead"], Role.TRUST_LEAD, trust=self.oakfield.trust)
        _begin(self.people["other_senco"], Role.TRUST_LEAD, trust=self.elm.trust)
        for actor, person in self.people.items():
            for role in [Role.SENCO] if actor == "two_school" else EVERY_HAT:
                _begin(person, role, school=self.elm)

    def _duties(self):
        people = self.people
        hold_class(people["own_teacher"], self.willow)
        hold_class(people["leaver"], self.willow, until_on=YESTERDAY)
        hold_class(people["other_teacher"], self.oak)
        hold_class(people["two_school"], self.oak)
        assign(people["other_support"], self.elsewhere)

    def _questions(self):
        """Of A also a colleague is asked who has no duty to the child."""
        people, other = self.people, self.people["other_senco"]
        near = [people["own_teacher"], people["own_support"]]
        round_of(self.a, people["senco"], [*near, people["other_teacher"]])
        round_of(self.b, other, [other])

    def let_in(self):
        """Every pupil of Willow: assigned to the helper, shared with the guest."""
        for pupil in Pupil.objects.filter(class_group=self.willow):
            if pupil != self.a.pupil:
                assign(self.people["own_support"], pupil)
                share(pupil, self.people["guest"], includes_plan=True, includes_referral=True)

    def client(self, actor, **options) -> Client:
        """A browser of this person, as it was after signing in."""
        client = Client(**options)
        # Django would build all its middleware anew for every browser.
        client.handler = self._handlers.setdefault(str(options), client.handler)
        if actor == "nobody":
            return client
        if actor not in self._cookies:
            signed_in = sign_in(Client(), self.people[actor])
            self._cookies[actor] = signed_in.cookies.output(header="", sep=";")
        client.cookies = SimpleCookie(self._cookies[actor])
        return client


PASSWORD_HASH = make_password("violet tractor umbrella 9")


def _person(actor):
    name = actor.replace("_", " ").capitalize()
    return UserFactory(name=name, email=f"{actor}@example.org", password=PASSWORD_HASH)


def _begin(user, role, **where):
    start = moment.today() - timedelta(days=60)
    Membership.objects.create(user=user, role=role, from_on=start, **where)


def build() -> Cast:
    cast = Cast()
    cast.let_in()
    for actor in cast.people:
        cast.client(actor)
    return cast
