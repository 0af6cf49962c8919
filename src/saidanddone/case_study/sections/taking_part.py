"""Who took part, community by community, and how; who was not heard."""

from collections.abc import Iterator

from saidanddone.case_study.material import Material
from saidanddone.disclosure.catalogue import as_name
from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Paragraph,
    Runs,
    Section,
    Subheading,
    plain,
)
from saidanddone.disclosure.figures import Share
from saidanddone.disclosure.months import between
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import capital, inside
from saidanddone.listening.release import LISTENED, CommunityListened, Occasions
from saidanddone.ui.templatetags.ui import listed

ROUNDING = 5  # two protected counts that differ by no more may be equal


def taking_part(material: Material, sentences: FigureSentences) -> Section:
    listened = material.content.part(LISTENED)
    blocks: list[Block] = []
    for community in listened.communities:
        blocks += [Subheading(community.name), _community(community, sentences)]
    if listened.occasions:
        blocks += [Subheading("How people were listened to"), *_how(material, sentences)]
    elif not listened.communities:
        blocks.append(plain("No occasion of listening is recorded yet."))
    blocks += _not_heard(material)
    return Section("who-took-part", "Who took part", tuple(blocks))


def _community(community: CommunityListened, sentences: FigureSentences) -> Paragraph:
    slug = as_name(community.slug)
    heard_in = f" in {community.heard_in}" if community.heard_in else ""
    templates = []
    if community.took_part:
        parts = community.exact_first
        when = between(parts[0].starts_on, parts[0].ends_on)
        templates.append(f"[{slug}_took_part|person|people] took part, {when}.")
        if len(parts) > 1:
            later = between(parts[1].starts_on, parts[1].ends_on)
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


def _how(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    listened = material.content.part(LISTENED)
    yield Bullets(tuple(_kind(each, sentences) for each in listened.occasions))
    if listened.access_met:
        yield plain(
            f"So that people could come, there was {listed(listened.access_met)} on some occasions."
        )
    else:
        yield plain("No help to come, such as childcare or an interpreter, is recorded.")
    heard = _asked("felt heard", listened.felt_heard)
    again = _asked("would do it again", listened.would_do_again)
    if heard or again:
        said = [each for each in (heard, again) if each]
        yield plain(f"Asked afterwards, {listed(said)}.")
    else:
        yield plain("Whether people felt heard was asked of too few to say.")


def _kind(each: Occasions, sentences: FigureSentences) -> Runs:
    when, who = (
        between(each.starts_on, each.ends_on),
        listed([inside(name) for name in each.communities]),
    )
    if each.events is None:
        return sentences.runs(
            "{kind}, with {who}, {when}.", kind=capital(each.in_words), who=who, when=when
        )
    # The number comes from the figure, so that its note stands beside it.
    name, kind = f"{as_name(each.kind)}_occasions", each.in_words.removeprefix(f"{each.events} ")
    return sentences.runs(f"[{name}|{kind}|{kind}], with {{who}}, {{when}}.", who=who, when=when)


def _asked(what: str, share: Share) -> str:
    return f"{share.band} said that they {what}" if share.band else ""


def _not_heard(material: Material) -> Iterator[Block]:
    not_yet = material.content.part(LISTENED).not_yet_heard
    if not_yet:
        names = listed([inside(each) for each in not_yet])
        yield plain(
            f"Not yet heard: {names}. What they would say is not known, and nothing here speaks for them.",
            "caution",
        )
