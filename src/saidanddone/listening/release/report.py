"""Who took part, community by community, and how; who was not heard; what they said of the process."""

from collections.abc import Iterator

from saidanddone.disclosure.catalogue import as_name
from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Paragraph,
    Quote,
    Runs,
    Subheading,
    plain,
)
from saidanddone.disclosure.figures import Share
from saidanddone.disclosure.months import between
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import capital, inside, or_listed
from saidanddone.listening.release.shapes import CommunityListened, Listened, Occasions
from saidanddone.ui.templatetags.ui import listed

ROUNDING = 5  # two protected counts that differ by no more may be equal


def who_came(listened: Listened, material: Material, sentences: FigureSentences) -> str:
    """A template: how many people of each community took part."""
    came = []
    for community in listened.communities:
        name, people = as_name(community.slug), inside(community.name)
        if community.took_part:
            came.append(f"[{name}_took_part|{people}|{people}]")
    return f"{listed(came)} took part." if came else ""


def who_took_part(
    listened: Listened, material: Material, sentences: FigureSentences
) -> Iterator[Block]:
    for community in listened.communities:
        yield Subheading(community.name)
        yield _community(community, sentences)
    if listened.occasions:
        yield Subheading("How people were listened to")
        yield from _how(listened, sentences)
    elif not listened.communities:
        yield plain("No occasion of listening is recorded yet.")
    if listened.not_yet_heard:
        names = listed([inside(name) for name in listened.not_yet_heard])
        yield plain(
            f"Not yet heard: {names}. What they would say is not known, and nothing here speaks for them.",
            "caution",
        )


def _community(community: CommunityListened, sentences: FigureSentences) -> Paragraph:
    slug = as_name(community.slug)
    heard_in = f" in {community.heard_in}" if community.heard_in else ""
    templates = []
    if community.took_part:
        stretches = community.exact_first
        when = between(stretches[0].starts_on, stretches[0].ends_on)
        templates.append(f"[{slug}_took_part|person|people] took part, {when}.")
        if len(stretches) > 1:
            later = between(stretches[1].starts_on, stretches[1].ends_on)
            templates.append(
                f"[{slug}_took_part_later|person|people] took part {later}; that is counted apart, "
                "because some of them may have come before."
            )
    else:
        templates.append("How many people took part was not written down.")
    spoke = f"{slug}_spoke_for_themselves"
    if sentences.has_value(spoke) and not sentences.count(spoke):
        templates.append("Nobody's own words are in use.")
    else:
        templates.append(
            f"[{spoke}|person|people] spoke for themselves{heard_in} and agreed to their words being "
            "read for themes."
        )
        others = sentences.count(f"{slug}_took_part") - sentences.count(spoke)
        if others > ROUNDING and sentences.has_value(spoke):
            templates.append("The others were heard round a table or in the room.")
    return sentences.paragraph(" ".join(templates))


def _how(listened: Listened, sentences: FigureSentences) -> Iterator[Block]:
    yield Bullets(tuple(_kind(occasions, sentences) for occasions in listened.occasions))
    if listened.access_met:
        yield plain(
            f"So that people could come, there was {listed(listened.access_met)} on some occasions."
        )
    else:
        yield plain("No help to come, such as childcare or an interpreter, is recorded.")
    replies = [
        reply
        for reply in (
            _reply("felt heard", listened.felt_heard),
            _reply("would do it again", listened.would_do_again),
        )
        if reply
    ]
    if replies:
        yield plain(f"Asked afterwards, {listed(replies)}.")
    else:
        yield plain("Whether people felt heard was asked of too few to say.")


def _kind(occasions: Occasions, sentences: FigureSentences) -> Runs:
    when = between(occasions.starts_on, occasions.ends_on)
    who = listed([inside(name) for name in occasions.communities])
    if occasions.events is None:
        return sentences.runs(
            "{kind}, with {who}, {when}.", kind=capital(occasions.in_words), who=who, when=when
        )
    # The number comes from the figure, so that its note stands beside it.
    name = f"{as_name(occasions.kind)}_occasions"
    kind = occasions.in_words.removeprefix(f"{occasions.events} ")
    return sentences.runs(f"[{name}|{kind}|{kind}], with {{who}}, {{when}}.", who=who, when=when)


def _reply(what: str, share: Share) -> str:
    return f"{share.band} said that they {what}" if share.band else ""


def reflections(
    listened: Listened, material: Material, sentences: FigureSentences
) -> Iterator[Block]:
    """What people said of the process itself, in their words."""
    spoke = [group for group in material.reflections if group.words]
    if not spoke:
        yield plain(
            "Nobody's reflections on how this was done may be quoted, so this section has none."
        )
    for group in spoke:
        yield plain(f"{capital(group.from_whom)} said of how this was done:")
        for words in group.words:
            yield Quote(words, "")
    silent = [group.from_whom for group in material.reflections if not group.words]
    if spoke and silent:
        yield plain(f"No reflection from {or_listed(silent)} may be quoted.")


def not_known(listened: Listened) -> Iterator[str]:
    if listened.not_yet_heard:
        yield f"What {listed(listened.not_yet_heard)} would say."
