"""Writes the two files of today's format from the demonstration that stands in this home."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")
django.setup()

from pydantic import TypeAdapter

from saidanddone.releases.content import FORMAT, Content
from saidanddone.releases.models import Release
from tests.unit.releases import stored
from tests.unit.releases.stored.shape import lines_of

release = Release.objects.filter(state="signed").latest("number")
stored.add(FORMAT, release.content, lines_of(TypeAdapter(Content)))
