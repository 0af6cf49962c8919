"""The public site as a folder of plain files: same pages, relative links, no scripts needed.

Written beside the folder and then moved into place, so that a reader never sees half of it.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from saidanddone.base.errors import Refused
from saidanddone.public_site.pages import PublicPage

MARKER = ".said-and-done-export"
ASSETS = ("ui/said-and-done.css", "ui/icon.svg")
# For whatever serves the files. There is no script and no form; a page's own header may say more.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
_LINK = re.compile(r'(?P<name>\b(?:href|src))="(?P<address>/[^"]*)"')
_SCRIPT = re.compile(r"<script\b[^>]*></script>\s*")
_ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True)
class Written:
    files: int
    folder: Path


def write_site(
    folder: Path,
    pages: Iterable[PublicPage],
    *,
    updates_url: str = "",
    tell: Callable[[str], None] = lambda line: None,
) -> Written:
    """Write the pages into `folder`. `tell` hears how far it is.

    Raises Refused for a folder with other things in it or that cannot be written, and for a link that
    leads nowhere.
    """
    _refuse_others_folder(folder)
    if updates_url and not updates_url.startswith(("https://", "http://", "/")):
        raise Refused("The address of the Updates page must begin with https://.")
    context = {
        "is_demonstration": settings.DEMONSTRATION,
        "is_export": True,
        "policy": POLICY,
        "updates_url": updates_url,
    }
    rendered = {
        _path_of(page.address): _SCRIPT.sub(
            "", render_to_string(page.template, {**page.context, **context})
        )
        for page in pages
    }
    tell(f"{len(rendered)} pages drawn")
    known = set(rendered) | {f"static/{name}" for name in ASSETS}
    files = {path: _relative(path, html, known, rendered) for path, html in rendered.items()}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder_beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _fill(folder_beside, files)
            _move_into_place(folder_beside, folder)
        finally:
            shutil.rmtree(folder_beside, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or "refused").lower()
        raise Refused(f"{folder} cannot be written ({reason}). Choose another folder.") from None
    tell(f"{len(files) + len(ASSETS)} files in {folder}")
    return Written(len(files) + len(ASSETS), folder)


def _refuse_others_folder(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(f"{folder} is not a folder. Choose another name.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise Refused(
            f"{folder} holds other files, and an export replaces what is there. "
            "Choose an empty folder, or one that an earlier export made."
        )


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    for path, html in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8")
    for name in ASSETS:
        source = finders.find(name)
        if not isinstance(source, str):
            raise Refused(f"A file of the site is missing: {name}. Run `make assets`.")
        target = folder / "static" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    (folder / MARKER).write_text("Written by `saidanddone export-site`; replaced by the next.\n")
    _open_to_a_web_server(folder)


def _open_to_a_web_server(folder: Path) -> None:
    """All of it is public. A temporary folder is its maker's alone, and a umask may keep files so too."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _move_into_place(written: Path, folder: Path) -> None:
    if not folder.exists():
        written.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent)) / "site"
    folder.rename(old)
    try:
        written.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def _path_of(address: str) -> str:
    """ "/s/x/" -> "s/x/index.html"; "/s/x/heard" -> "s/x/heard.html"."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else f"{path}.html"


def _relative(path: str, html: str, known: set[str], rendered: Mapping[str, str]) -> str:
    def replace(link: re.Match[str]) -> str:
        address, _, fragment = link["address"].partition("#")
        target = (
            f"static/{address.removeprefix(settings.STATIC_URL)}"
            if address.startswith(settings.STATIC_URL)
            else _path_of(address)
        )
        if target not in known:
            raise Refused(f"The page {path} links to {address}, which is not part of the site.")
        if fragment and target in rendered and fragment not in _ID.findall(rendered[target]):
            raise Refused(f"The page {path} links to {address}#{fragment}, which is not there.")
        relative = os.path.relpath(target, os.path.dirname(path) or ".")
        return f'{link["name"]}="{relative}{"#" + fragment if fragment else ""}"'

    return _LINK.sub(replace, html)
