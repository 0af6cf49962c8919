"""Writes the files of every part whose format has none yet, from the demonstration that stands in this home."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")
django.setup()

from pydantic import TypeAdapter

from saidanddone.releases.models import Release
from saidanddone.releases.stored import pieces_of_a_release
from tests.unit.releases import stored
from tests.unit.releases.stored.shape import lines_of

release = Release.objects.filter(state="signed").latest("number")
for slug, piece in pieces_of_a_release().items():
    stored.add(slug, release.content[slug], lines_of(TypeAdapter(piece.shape)))
