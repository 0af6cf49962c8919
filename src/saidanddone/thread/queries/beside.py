"""The words that raised a theme, to read beside an answer to it."""

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base.hooks import WordsShown
from saidanddone.evidence.coding.models import Coding
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.themes.models import Theme
from saidanddone.programme.models import Programme
from saidanddone.thread.queries import groups
from saidanddone.thread.queries.passages import passages_open_to, read_passages

MOST = 6


def words_about(actor: Actor, programme: Programme, theme: Theme) -> list[WordsShown]:
    """The first passages of a theme whose words this person may read; none for whoever walks no thread.

    The reading is audited. Registered for the hook of that name.
    """
    if not is_allowed(actor, "thread.see", programme):
        return []
    codings = Coding.objects.filter(code__themes=theme, state__in=STANDING)
    excerpts = list(
        passages_open_to(actor, programme).filter(pk__in=codings.values("excerpt"))[:MOST]
    )
    shown = groups.passages(programme, excerpts, read_passages(actor, programme, excerpts, theme))
    return [
        WordsShown(passage.text, passage.note, passage.href, passage.is_covered)
        for passage in shown.neighbours
    ]
