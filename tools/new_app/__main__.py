"""`make new-app NAME=support ABOVE=strategy ROLE=service_manager SAYS="See the hubs of a service."`"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from string import Template

from tools.new_app.registers import ROOT, CannotAdd, NewApp, layers, register, roles

SKELETON = Path(__file__).parent / "skeleton"
NEXT = """
The app is written, closed to agencies that may enforce, and lets nothing into a release. Next:
  1. say in its README what the stage is, and give its page a place in src/saidanddone/ui/navigation.py;
  2. add models, inputs, commands, as `peers` has them; what a test refuses, it prints with the row to add;
  3. make check && .venv/bin/python -m pytest -q tests/meta tests/unit/{name}"""


def main() -> int:
    parser = ArgumentParser(
        prog="make new-app", description="Add a stage in the shape of the others."
    )
    parser.add_argument(
        "name", help="the app's name: one plain noun of the field, in small letters"
    )
    parser.add_argument("--above", required=True, help="the app right below it in the import order")
    parser.add_argument(
        "--role", required=True, help="who may open its first page, from roles.toml"
    )
    parser.add_argument(
        "--says", required=True, help="one sentence: what its first page lets them see"
    )
    asked = parser.parse_args()
    app = NewApp(asked.name, asked.above, asked.role, asked.says)
    try:
        check(app)
        files = write_skeleton(app) + register(app)
    except CannotAdd as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    for path in files:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    sys.stdout.write(NEXT.format(name=app.name) + "\n")
    return 0


def check(app: NewApp) -> None:
    """Raises CannotAdd before anything is written."""
    known = layers()
    if not app.name.isidentifier() or app.name != app.name.lower():
        raise CannotAdd("Name the app with small letters, such as “support”.")
    if app.name in known or (ROOT / "src/saidanddone" / app.name).exists():
        raise CannotAdd(f"There is an app “{app.name}” already.")
    if app.above not in known:
        raise CannotAdd(
            f"There is no app “{app.above}” to stand above. There are: {', '.join(known)}."
        )
    if app.role not in roles():
        raise CannotAdd(f"There is no role “{app.role}”. There are: {', '.join(roles())}.")
    if not app.sentence.endswith(".") or "|" in app.sentence:
        raise CannotAdd(
            "Say what the first page lets people see in one sentence, with a full stop."
        )


def write_skeleton(app: NewApp) -> list[Path]:
    words = {
        "name": app.name,
        "class_name": app.class_name,
        "title": app.title,
        "role": app.role,
        "sentence": app.sentence,
    }
    files = []
    for source in sorted(SKELETON.rglob("*.txt")):
        part = source.relative_to(SKELETON).with_suffix("")
        path = _place_of(part, app.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            Template(source.read_text(encoding="utf-8")).substitute(words), encoding="utf-8"
        )
        files.append(path)
    return files


def _place_of(part: Path, name: str) -> Path:
    if part.parts[0] == "tests":
        return ROOT / "tests/unit" / name / Path(*part.parts[1:])
    parts = [name if at == "app" else at for at in part.parts]
    return ROOT / "src/saidanddone" / name / Path(*parts)


if __name__ == "__main__":
    sys.exit(main())
