from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction

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


class Scope(Record):
    """A programme, service, panel or area, in which roles are held and acts are audited.

    Each belongs to one record of a later stage (`Scoped`), whose reference it has.
    """

    KINDS = {
        "programme": "programme",
        "service": "service",
        "panel": "panel",
        "area": "area",
    }
    kind = Token(choices=KINDS)
    title = PublicLine()  # copied from the record, so that a list of roles needs no later stage

    def __str__(self) -> str:
        return self.title

    @property
    def scope_id(self) -> int:
        """Its own id, so that `require` takes a scope as it takes a programme."""
        return self.pk


class Scoped(Versioned):
    """A record that is a scope, such as a programme: saving it makes or renames its scope."""

    SCOPE_KIND: ClassVar[str]

    scope = models.OneToOneField(Scope, on_delete=models.CASCADE, editable=False, related_name="+")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            self.scope, _ = Scope.objects.update_or_create(
                ref=self.ref, defaults={"kind": self.SCOPE_KIND, "title": str(self)}
            )
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the scope, which deletes this record and every role held in it."""
        return self.scope.delete(*args, **kwargs)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who signs in. What they may do is in `Membership`."""

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


class Membership(Record):
    """A person's role in a scope, until a date. No membership, no rows."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="memberships")
    role = Token()
    # The earlier of the role's end, training and conflict-of-interest dates.
    until = models.DateField()

    class Meta:
        db_table = "programme_membership"  # the table of an earlier version
        constraints = [
            models.UniqueConstraint(fields=["user", "scope", "role"], name="one_role_once")
        ]

    @property
    def is_current(self) -> bool:
        return self.until >= clock.today()


class Invitation(Record):
    """The only way in: a person is invited to a role; the token is kept as an HMAC."""

    email = models.EmailField()
    name = StaffLine()
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE)
    role = Token()
    # The scope's reference; blank: a role held everywhere. The column keeps the name it had.
    scope_ref = Token(blank=True, db_column="programme_ref")
    until = models.DateField(null=True, blank=True)  # the role's last day
    mac = Token(max_length=64, unique=True)
    # Null: made in the terminal, for the first administrator.
    invited_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)


class WayBack(Record):
    """A recovery link for someone locked out. An administrator makes it and hands it over; it works once.

    It is never mailed, so that the administrator knows whom they give it to. It is stored as an HMAC.
    Unless both are lost, the link alone lets nobody in. `password_until_now` is the hash of the old
    password, which no longer signs in; it is kept until the link is used or deleted.
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


class WrongTries(models.Model):
    """How often someone failed to sign in to an account on a day, kept to tell the person.

    Of wrong passwords only pauses are counted, because anyone can type one. A wrong code or passkey
    was given after the right password.
    """

    KINDS = {
        "password": "paused after wrong passwords",
        "code": "a wrong or used code after the password",
        "passkey": "a wrong passkey or security key after the password",
    }
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="wrong_tries")
    what = Token(choices=KINDS)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "wrong tries"
        constraints = [
            models.UniqueConstraint(fields=["user", "what", "day"], name="wrong_tries_once")
        ]

    def __str__(self) -> str:
        return f"wrong tries {self.pk}"


class OneTimeLink(models.Model):
    """A sign-in link of a demonstration, printed at start. It works once and is stored as an HMAC."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    mac = Token(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link {self.pk}"


class Installation(models.Model):
    """The kind of this database, set once: a demonstration or real."""

    KINDS = {"demonstration": "demonstration", "real": "real"}
    kind = Token(choices=KINDS)
    said_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.kind
