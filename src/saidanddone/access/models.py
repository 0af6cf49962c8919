from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from saidanddone.base import clock
from saidanddone.base.fields import PublicLine, ReferenceField, StaffLine, Token
from saidanddone.base.models import Record, Versioned


class Agency(Versioned):
    """A body taking part. `may_enforce`: may arrest, fine, evict, remove, stop a benefit (R1)."""

    KINDS = {
        "council": "council",
        "voluntary": "voluntary or community organisation",
        "health": "health service",
        "housing": "housing",
        "police": "police",
        "residents": "residents' group",
        "other": "other",
    }
    slug = Token(unique=True)
    name = PublicLine()
    kind = Token(choices=KINDS)
    may_enforce = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **said: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **said)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who signs in. What they may do stands in `programme.Membership`."""

    ref = ReferenceField()
    email = models.EmailField(unique=True)
    name = StaffLine()
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    # A role held everywhere: administrator or data protection officer.
    site_role = Token(blank=True)
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Invitation(Record):
    """The only way in: a person is invited to a role; the token is kept as an HMAC."""

    email = models.EmailField()
    name = StaffLine()
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE)
    role = Token()
    programme_ref = Token(blank=True)  # blank: a role held everywhere
    until = models.DateField(null=True, blank=True)  # the role's last day
    mac = Token(max_length=64, unique=True)
    # Null: made in the terminal, for the first administrator.
    invited_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)


class WayBack(Record):
    """A link for someone who lost their way in, made by an administrator and handed over, good once.

    Nothing goes by mail: whoever makes it knows whom they give it to. Kept as an HMAC. Unless both
    are lost the link alone lets nobody in: what is left is asked for. `password_until_now` is the
    hash of a password that signs nobody in any more, held while the link waits.
    """

    LOST = {
        "password": "password",
        "second_factor": "phone, passkey or security key",
        "both": "password, and phone, passkey or security key",
    }
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="ways_back")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lost = Token(choices=LOST)
    mac = Token(max_length=64, unique=True)
    password_until_now = Token(max_length=128, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class OneTimeLink(models.Model):
    """A demonstration's way in, printed at start and good once. Kept as an HMAC."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    mac = Token(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link {self.pk}"


class Installation(models.Model):
    """What this database is, said once: a demonstration or real. The two never mix."""

    KINDS = {"demonstration": "demonstration", "real": "real"}
    kind = Token(choices=KINDS)
    said_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.kind
