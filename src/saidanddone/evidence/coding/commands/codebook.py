"""The codebook: codes are added, changed, moved, merged and removed."""

from django.db import transaction
from django.db.models import Max, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.names import folded
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence import hooks
from saidanddone.evidence.coding import summaries
from saidanddone.evidence.coding.inputs import CodeInput, MergeInput
from saidanddone.evidence.coding.models import Code, Coding, Memo
from saidanddone.evidence.coding.queries.codebook import find_code
from saidanddone.evidence.coding.states import STANDING
from saidanddone.programme.models import Programme


@transaction.atomic
def add_code(*, actor: Actor, programme: Programme, details: CodeInput) -> Code:
    """A new code, last among its siblings. Raises Refused for a name in use."""
    require(actor, "evidence.manage_codebook", programme)
    parent = _parent(programme, details, None)
    siblings = Code.objects.filter(programme=programme, parent=parent)
    last = siblings.aggregate(last=Max("position"))["last"]
    code = Code.objects.create(
        programme=programme,
        parent=parent,
        **fields_of(details) | {"name": _free_name(programme, details.name, None)},
        position=0 if last is None else last + 1,
    )
    _audit(actor, programme, "evidence.add_code", code)
    return code


@transaction.atomic
def edit_code(
    *,
    actor: Actor,
    programme: Programme,
    code: Code,
    version: int,
    details: CodeInput,
) -> Code:
    """Change a code or move it under another. Raises EditedMeanwhile, Refused, NotYours."""
    require(actor, "evidence.manage_codebook", programme)
    if code.programme_id != programme.pk:
        raise NotYours("code")
    edited = save_edit(
        code,
        version,
        parent=_parent(programme, details, code),
        **fields_of(details) | {"name": _free_name(programme, details.name, code)},
    )
    _audit(actor, programme, "evidence.edit_code", edited)
    return edited


@transaction.atomic
def merge_codes(*, actor: Actor, programme: Programme, code: Code, details: MergeInput) -> Code:
    """Move the passages, themes, notes and child codes of a code to another, and remove it.

    Returns the code merged into. Raises Refused for the code itself or one below it, NotYours.
    """
    require(actor, "evidence.manage_codebook", programme)
    if code.programme_id != programme.pk:
        raise NotYours("code")
    into = find_code(actor, programme, details.into_ref)
    if code.pk == into.pk or _is_under(into, code):
        raise Refused("A code cannot be merged into itself or into a code below it.")
    touched = Coding.objects.filter(code=code)
    contributions = set(touched.values_list("excerpt__transcript__contribution", flat=True))
    excerpts = list(touched.values_list("excerpt_id", flat=True).distinct())
    with summaries.communities_updated(programme, contributions):
        _merge_codings(touched, into, excerpts)
    into.themes.add(*code.themes.all())
    Memo.objects.filter(code=code).update(code=into)
    Code.objects.filter(parent=code).update(parent=into)
    _audit(actor, programme, "evidence.merge_codes", into)
    code.delete()
    under_into = Coding.objects.filter(code=into).values_list("excerpt_id", flat=True)
    hooks.after_passages_coded(
        programme=programme, code_ids=[into.pk], excerpt_ids=sorted({*excerpts, *under_into})
    )
    return into


def _merge_codings(touched: QuerySet[Coding], into: Code, excerpts: list[int]) -> None:
    """Keep one coding a passage, coder and round: the accepted one, where only one is accepted."""
    codings_of_into = Coding.objects.filter(code=into, excerpt__in=excerpts)
    by_key = {
        (coding.excerpt_id, coding.coder_id, coding.round): coding for coding in codings_of_into
    }
    for coding in list(touched):
        other = by_key.get((coding.excerpt_id, coding.coder_id, coding.round))
        if other is not None:
            if other.state in STANDING or coding.state not in STANDING:
                continue
            other.delete()
        coding.code = into
        coding.save(update_fields=["code"])
    touched.delete()


@transaction.atomic
def remove_code(*, actor: Actor, programme: Programme, code: Code) -> None:
    """Remove a code that nothing uses. Raises Refused if passages, themes or codes hang on it."""
    require(actor, "evidence.manage_codebook", programme)
    if code.programme_id != programme.pk:
        raise NotYours("code")
    hanging = (code.codings, code.themes, code.children, code.memos)
    if any(related.exists() for related in hanging):
        raise Refused(
            "This code is in use. Merge it into another, or take its passages, themes, codes and "
            "notes off it first."
        )
    _audit(actor, programme, "evidence.remove_code", code)
    code.delete()


def _parent(programme: Programme, details: CodeInput, code: Code | None) -> Code | None:
    """The parent named in the input; `code` is None for a new code. Raises NotYours, Refused."""
    if not details.parent_ref:
        return None
    parent = Code.objects.filter(programme=programme, ref=details.parent_ref).first()
    if parent is None:
        raise NotYours("code")
    if code is not None and (parent.pk == code.pk or _is_under(parent, code)):
        raise Refused("A code cannot stand under itself or under a code below it.")
    return parent


def _is_under(code: Code, above: Code) -> bool:
    parents = dict(Code.objects.filter(programme_id=above.programme_id).values_list("pk", "parent"))
    at: int | None = parents.get(code.pk)
    while at is not None:
        if at == above.pk:
            return True
        at = parents.get(at)
    return False


def _free_name(programme: Programme, name: str, code: Code | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Give the code a name.")
    others = Code.objects.filter(programme=programme)
    if code is not None:
        others = others.exclude(pk=code.pk)
    if folded(name) in map(folded, others.values_list("name", flat=True)):
        raise Refused("There is a code with this name already. Choose another name.")
    return name


def _audit(actor: Actor, programme: Programme, act: str, code: Code) -> None:
    audit.record(actor=actor, act=act, about=code, scope_ref=programme.ref)
