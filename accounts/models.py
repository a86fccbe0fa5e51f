"""Who signs in. What they may do hangs on roles: permissions.py, and Membership in schools."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.permissions import Role
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, Record):
    """A person with an account. `name` is how letters and lists call them: Mrs P. Adeyemi."""

    email = models.EmailField("e-mail address", max_length=254)
    name = LineField(max_length=120)
    is_active = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    PRIVACY = RECORD_PRIVACY | {
        "email": PERSONAL,
        "name": PERSONAL,
        "is_active": NEUTRAL,
        "left_at": PERSONAL,
        "password": PERSONAL,
        "last_login": PERSONAL,
    }

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    # django.contrib.auth expects these of a user; permissions live in accounts.access alone.
    is_staff = is_superuser = False


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither taken up nor withdrawn; it may wait for the head or have run out."""
        return self.filter(accepted_at=None, revoked_at=None, refused_at=None)


class Invitation(Record):
    """An invitation to hold a role. The token is stored hashed; the link lives seven days.

    waiting for the head → invited → accepted | run out; refused or withdrawn on the way.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for the head"
        INVITED = "invited", "Invited"
        RUN_OUT = "run_out", "The link has run out"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "The head said no"
        REVOKED = "revoked", "Withdrawn"

    email = models.EmailField("e-mail address", max_length=254)
    name = LineField(max_length=120)
    school_id = models.BigIntegerField(db_index=True)  # accounts imports no school
    role = models.CharField(max_length=20)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "email": PERSONAL,
        "name": PERSONAL,
        "school_id": NEUTRAL,
        "role": PERSONAL,
        "invited_by": NEUTRAL,
        "approved_by": NEUTRAL,
        "token_hash": PERSONAL,
        "sent_at": NEUTRAL,
        "expires_at": NEUTRAL,
        "accepted_at": NEUTRAL,
        "accepted_by": PERSONAL,
        "refused_at": NEUTRAL,
        "revoked_at": NEUTRAL,
    }

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="nobody_approves_their_own_invitation",
                condition=Q(approved_by=None) | ~Q(approved_by=F("invited_by")),
            ),
            models.UniqueConstraint(
                fields=["school_id", "email", "role"],
                condition=Q(accepted_at=None, revoked_at=None, refused_at=None)
                & ~Q(role=Role.GUEST),
                name="one_open_invitation_per_role",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_state_display()}"

    @property
    def state(self):
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        if self.refused_at:
            return self.State.REFUSED
        if self.token_hash is None:
            return self.State.WAITING
        return self.State.INVITED if self.expires_at > moment.now() else self.State.RUN_OUT

    def get_state_display(self):
        return self.state.label

    def get_role_display(self):
        return Role(self.role).label
