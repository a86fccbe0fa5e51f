"""Make a trust, put schools in it or take them out, give its lead a link. Nothing of a child."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from schools.forms import SchoolForm
from schools.management.commands.first_school import checked
from schools.models import Membership, School, Trust
from schools.services import trusts
from sendcase.edits import IllegalMove


class Command(BaseCommand):
    help = "Trusts: list, create, add or remove a school, invite a lead."

    def add_arguments(self, parser):
        ways = parser.add_subparsers(dest="way", required=True)
        ways.add_parser("list", help="every trust, its schools and its leads")
        create = ways.add_parser("create", help="a trust without schools")
        create.add_argument("--name", required=True)
        add = ways.add_parser("add", help="put a school in a trust")
        remove = ways.add_parser("remove", help="take a school out of its trust")
        lead = ways.add_parser("lead", help="a link that makes somebody lead the trust")
        for way in (add, lead):
            way.add_argument("--trust", required=True, help="short name, as list shows it")
        for way in (add, remove):
            way.add_argument("--school", required=True, help="as its addresses begin: oakfield")
        lead.add_argument("--person", required=True, help="Name <e-mail address>")

    def handle(self, way, **options):
        try:
            getattr(self, way)(options)
        except IllegalMove as why:
            raise CommandError(str(why)) from why
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong

    def list(self, options):
        for trust in Trust.objects.prefetch_related("schools"):
            schools = ", ".join(school.slug for school in trust.schools.all()) or "no school"
            held = Membership.objects.held_today().filter(trust=trust).select_related("user")
            leads = ", ".join(row.user.name for row in held) or "nobody"
            self.stdout.write(f"{trust.slug}: {trust.name}. Schools: {schools}. Lead: {leads}.")

    def create(self, options):
        trust = trusts.create_trust(SchoolForm.base_fields["name"].clean(options["name"]))
        self.stdout.write(f"{trust.name} is there. Its short name: {trust.slug}")

    def add(self, options):
        trust, school = found(Trust, options["trust"]), found(School, options["school"])
        trusts.join(trust=trust, school=school)
        self.stdout.write(f"{school.name} belongs to {trust.name}. Its leads see it from now on.")

    def remove(self, options):
        school = found(School, options["school"])
        trusts.leave(school)
        self.stdout.write(f"{school.name} belongs to no trust. Its leads see it no more.")

    def lead(self, options):
        trust = found(Trust, options["trust"])
        person = checked("lead", options["person"])
        address = trusts.invite_lead(trust=trust, **person)
        self.stdout.write(
            "Give this link to that person and nobody else. It works once, for seven days, and "
            "is not shown again."
        )
        self.stdout.write(f"{person['name']}: {address}")


def found(model, slug):
    try:
        return model.objects.get(slug=slug)
    except model.DoesNotExist as missing:
        noun = model._meta.model_name
        raise CommandError(f"There is no {noun} with the short name {slug}.") from missing
