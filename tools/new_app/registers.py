"""The registers that name every app, and where a new one is written in each."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROLES = ROOT / "src/saidanddone/access/roles.toml"


class CannotAdd(Exception):
    """The app cannot be added; the message says why."""


@dataclass(frozen=True)
class NewApp:
    """What is asked of whoever adds an app.

    above     the app that stands right below it in the import order
    role      who may open its first page
    sentence  what the permission `name.see` allows
    """

    name: str
    above: str
    role: str
    sentence: str

    @property
    def class_name(self) -> str:
        return "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @property
    def permission(self) -> str:
        return f"{self.name}.see"


def roles() -> dict[str, dict[str, list[str] | str]]:
    return tomllib.loads(ROLES.read_text(encoding="utf-8"))


def layers() -> list[str]:
    """Every app in the import order, the last stage first."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    order = next(contract for contract in contracts if contract["id"] == "thread")["layers"]
    return [app.strip(" ()") for layer in order for app in layer.split("|")]


def register(app: NewApp) -> list[Path]:
    """Write the app into every register. Returns the files that changed."""
    written = {
        ROOT / "pyproject.toml": (_add_layer, _add_container),
        ROOT / "src/saidanddone/project/settings.py": (_add_installed_app,),
        ROOT / "src/saidanddone/project/urls.py": (_add_urls,),
        ROLES: (_add_permission_to_role,),
        ROOT / "docs/reference/permissions.md": (_add_permission_row, _count_permission),
    }
    for path, edits in written.items():
        text = path.read_text(encoding="utf-8")
        for edit in edits:
            text = edit(text, app)
        path.write_text(text, encoding="utf-8")
    return list(written)


def _replace_once(pattern: str, replacement: str, text: str, where: str) -> str:
    changed, count = re.subn(
        pattern, lambda match: match.expand(replacement), text, count=1, flags=re.MULTILINE
    )
    if not count:
        raise CannotAdd(f"{where} has no place where the app could be written.")
    return changed


def _add_layer(text: str, app: NewApp) -> str:
    """Right above the line that holds `above`; two apps on one line are blind to each other."""
    line = rf'^  ("(?:[\w| ]*\b)?{app.above}\b[\w| ]*",)$'
    return _replace_once(line, rf'  "{app.name}",\n  \1', text, "pyproject.toml")


def _add_container(text: str, app: NewApp) -> str:
    before = rf'("saidanddone\.{app.above}",)'
    return _replace_once(before, rf'\1 "saidanddone.{app.name}",', text, "pyproject.toml")


def _add_installed_app(text: str, app: NewApp) -> str:
    before = rf'^    "saidanddone\.{app.above}",$'
    return _replace_once(before, rf'    "saidanddone.{app.name}",\n\g<0>', text, "settings.py")


def _add_urls(text: str, app: NewApp) -> str:
    last = r'^    path\("programmes/<slug:slug>/", include\(\(RELEASES'
    line = f'    path("programmes/<slug:slug>/", include("saidanddone.{app.name}.urls")),'
    return _replace_once(last, rf"{line}\n\g<0>", text, "urls.py")


def _add_permission_to_role(text: str, app: NewApp) -> str:
    in_role = rf"(^\[{app.role}\]\n(?:.*\n)*?permissions = \[[^\]]*?)(,?\s*)(\])"
    return _replace_once(in_role, rf'\1, "{app.permission}"\3', text, "roles.toml")


def _add_permission_row(text: str, app: NewApp) -> str:
    """After the rows of the app below it, as the apps follow one another."""
    below = rf"(?:^\| `{app.above}\.\w+` .*\n)+"
    holder = str(roles()[app.role]["name"]).lower()
    row = f"| `{app.permission}` | {app.sentence} | {holder} |"
    return _replace_once(below, rf"\g<0>{row}\n", text, "permissions.md")


def _count_permission(text: str, app: NewApp) -> str:
    number = len(roles()[app.role]["permissions"])
    row = rf"^(\| [^|]+ \| `{app.role}` \| [^|]+ \| )\d+ \|$"
    return _replace_once(row, rf"\g<1>{number} |", text, "permissions.md")
