"""Who signs in. What they may do hangs on roles: permissions.py, and Membership in schools."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

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


class Invitation(Record):
    """An invitation to hold a role. The token is stored hashed; the link lives seven days."""

    email = models.EmailField(max_length=254)
    name = LineField(max_length=120)
    school_id = models.BigIntegerField(db_index=True)  # accounts imports no school
    role = models.CharField(max_length=20)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    expires_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    PRIVACY = RECORD_PRIVACY | {
        "email": PERSONAL,
        "name": PERSONAL,
        "school_id": NEUTRAL,
        "role": PERSONAL,
        "invited_by": NEUTRAL,
        "approved_by": NEUTRAL,
        "token_hash": PERSONAL,
        "expires_at": NEUTRAL,
        "accepted_at": NEUTRAL,
        "revoked_at": NEUTRAL,
    }

    class Meta:
        ordering = ["-created_at"]

    @property
    def is_open(self):
        live = self.expires_at is None or self.expires_at > moment.now()
        return live and not self.accepted_at and not self.revoked_at
