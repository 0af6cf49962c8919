"""Where 20 characters in a row stand in confirmed words: an index in this process's memory, nowhere else.

It holds the hashes, salted anew in each process, of every 20-character block of each transcript at a
stride of 20, as two flat arrays: any run of 40 characters holds one whole block. A transcript is
opened once a process however many passages are marked in it.

Cost: 16 bytes a block; the first use reads every transcript, later ones only those that are new. On
one core 46 ms for each 1,000 of 600 characters, so 4.6 s and 90 MB for 100,000 of them, however many
passages are marked in them; after that 2 ms a text.
"""

from array import array
from collections import defaultdict
from threading import Lock
from typing import Any

from django.db.models import Max

from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.vault.sealing import ring_for

RUN = 40  # characters that may not be repeated
BLOCK = RUN // 2
READ_AT_ONCE = 2000
LOOK_BACK = 500  # re-read by reference: ids are not handed out in the order of commits

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})  # noqa: RUF001


def normal(text: str) -> str:
    """Without case, and with one space for any white space; curly marks straightened."""
    return " ".join(text.translate(_STRAIGHT).casefold().split())


class Blocks:
    """Which transcripts hold which blocks, by hash; grows as transcripts are confirmed."""

    def __init__(self) -> None:
        self._start_over()
        self._lock = Lock()

    def _start_over(self) -> None:
        self._hashes: Any = None  # sorted; beside each the transcript that holds it
        self._holders: Any = None
        self._unsorted: list[tuple[Any, Any]] = []
        self._seen: dict[int, str] = {}  # references by id, the last few only
        self._last = 0

    def transcripts_sharing(self, text: str) -> dict[int, list[int]]:
        """By transcript id, the places in this normal text whose block is in that transcript."""
        with self._lock:
            self._read_new()
            return self._look_up(text)

    def _look_up(self, text: str) -> dict[int, list[int]]:
        if self._hashes is None:
            return {}
        sought = [hash(text[at : at + BLOCK]) for at in range(len(text) - BLOCK + 1)]
        first = self._hashes.searchsorted(sought, side="left")
        last = self._hashes.searchsorted(sought, side="right")
        places: dict[int, list[int]] = defaultdict(list)
        for at in (last > first).nonzero()[0].tolist():
            for holder in self._holders[first[at] : last[at]].tolist():
                places[holder].append(at)
        return places

    def _read_new(self) -> None:
        newest = Transcript.objects.aggregate(newest=Max("pk"))["newest"] or 0
        since = min(self._last, newest) - LOOK_BACK
        recent = dict(Transcript.objects.filter(pk__gt=since).values_list("pk", "ref"))
        if self._last and not any(self._seen.get(pk) == ref for pk, ref in recent.items()):
            # Nothing here is known: another database, or one rolled back.
            self._start_over()
            recent = dict(Transcript.objects.values_list("pk", "ref"))
        new = sorted(pk for pk, ref in recent.items() if self._seen.get(pk) != ref)
        for batch in range(0, len(new), READ_AT_ONCE):
            self._read(new[batch : batch + READ_AT_ONCE])
        self._sort()
        self._last = newest
        self._seen = {pk: ref for pk, ref in recent.items() if pk > newest - LOOK_BACK}

    def _read(self, new: list[int]) -> None:
        # By their range: thousands of ids in a condition cost more than the reading.
        between = Transcript.objects.filter(pk__gte=new[0], pk__lte=new[-1])
        wanted = set(new)
        words = between.only("ref", "key_ref", "words")
        held = [each for each in words if each.pk in wanted]
        ring = ring_for(held)
        hashes, holders = [], []
        for transcript in held:
            if ring.opens(transcript.key_ref):
                text = normal(ring.unseal(transcript, "words"))
                places = range(0, len(text) - BLOCK + 1, BLOCK)
                hashes += [hash(text[at : at + BLOCK]) for at in places]
                holders += [transcript.pk] * len(places)
        self._unsorted.append((array("q", hashes), array("q", holders)))

    def _sort(self) -> None:
        """Put what was read since among what was there."""
        if not any(len(hashes) for hashes, _ in self._unsorted):
            self._unsorted.clear()
            return
        # It weighs on a worker, so it is loaded with the first words there are to look in.
        import numpy as np

        if self._hashes is not None:
            self._unsorted.append((self._hashes, self._holders))
        hashes, holders = (
            np.concatenate([np.asarray(each) for each in part])
            for part in zip(*self._unsorted, strict=True)
        )
        order = hashes.argsort(kind="stable")
        self._hashes, self._holders = hashes[order], holders[order]
        self._unsorted.clear()
