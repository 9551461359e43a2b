"""Rules of the house that no linter knows."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import typer.main
from pydantic import BaseModel

from kenfolk.entry.cli import app
from kenfolk.entry.pipeline import PACED, STEPS
from kenfolk.entry.schema import METADATA, find_drift
from kenfolk.entry.web import create_app
from kenfolk.kit.config import Settings

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "kenfolk"
# Who may end a transaction: the sessions' own edge. A room below it flushes.
MAY_COMMIT = {"kit/db.py"}
# Who may touch the environment: Settings; pip's own configuration is the puller's business; and the package itself
# forbids a library to call out, before anybody can load it.
MAY_READ_ENVIRONMENT = {"__init__.py", "kit/config.py", "packs/package_index.py"}
LOCKS = ["requirements/run.txt", "requirements/test.txt", "web/package-lock.json"]


def sources() -> list[Path]:
    return [file for file in SOURCE.rglob("*.py") if "versions" not in file.parts]


def name(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def variables(model: type[BaseModel], prefix: str = "KENFOLK_") -> Iterator[str]:
    for field, info in model.model_fields.items():
        nested = info.annotation
        if isinstance(nested, type) and issubclass(nested, BaseModel):
            yield from variables(nested, f"{prefix}{field.upper()}__")
        else:
            yield prefix + field.upper()


def commands(group, prefix="kenfolk") -> Iterator[tuple[str, object]]:
    for word, command in group.commands.items():
        path = f"{prefix} {word}"
        yield from commands(command, path) if hasattr(command, "commands") else [(path, command)]


class TestSettings:
    @pytest.mark.parametrize("variable", list(variables(Settings)))
    def test_are_all_in_the_documentation(self, variable):
        assert f"`{variable}`" in (ROOT / "docs/settings.md").read_text()

    def test_documentation_has_no_others(self):
        documented = set(re.findall(r"^\| `(KENFOLK_\w+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))

        assert documented == set(variables(Settings))

    def test_have_a_description_each(self):
        silent = [f for m in (Settings, *_nested(Settings)) for f, i in m.model_fields.items() if not _speaks(i)]

        assert silent == []


def _nested(model: type[BaseModel]) -> list[type[BaseModel]]:
    kinds = [info.annotation for info in model.model_fields.values()]
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]


def _speaks(info) -> bool:
    return bool(info.description) or (isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel))


class TestCommands:
    @pytest.mark.parametrize(("path", "command"), list(commands(typer.main.get_command(app))))
    def test_each_has_help_for_itself_and_its_parameters(self, path, command):
        silent = [p.name for p in command.params if p.name != "help" and not p.help]

        assert command.help
        assert silent == []

    @pytest.mark.parametrize("path", [path for path, _ in commands(typer.main.get_command(app))])
    def test_each_is_in_the_documentation(self, path):
        assert f"`{path}" in (ROOT / "docs/cli.md").read_text()


class TestTransactions:
    def test_are_ended_by_those_who_open_them(self):
        enders = {
            name(f) for f in sources() if re.search(r"session\.(commit|rollback)\(|sessionmaker\(", f.read_text())
        }

        assert enders <= MAY_COMMIT


class TestEnvironment:
    def test_is_read_in_one_place(self):
        readers = {name(f) for f in sources() if re.search(r"os\.(environ|getenv)", f.read_text())}

        assert readers <= MAY_READ_ENVIRONMENT


class TestRooms:
    def test_with_a_store_have_a_contract_that_keeps_it_private(self):
        contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
        private = {module for contract in contracts for module in contract.get("protected_modules", [])}

        stores = {f"kenfolk.{f.parent.name}.store" for f in [*SOURCE.glob("*/store.py"), *SOURCE.glob("*/store/")]}

        assert stores <= private

    @pytest.mark.parametrize("room", sorted(p.parent.name for p in SOURCE.glob("*/__init__.py") if p.stat().st_size))
    def test_say_what_they_are_for(self, room):
        assert ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text()))

    @pytest.mark.parametrize("room", sorted(p.parent.name for p in SOURCE.glob("*/api.py")))
    def test_with_routes_are_served(self, room):
        tags = {tag for route in _operations() for tag in route.get("tags", [])}

        assert ("server" if room == "entry" else room) in tags


def _operations() -> list[dict]:
    document = create_app(Settings()).openapi()
    return [operation for verbs in document["paths"].values() for operation in verbs.values()]


class TestApi:
    def test_speaks_openapi_3_1(self):
        assert create_app(Settings()).openapi()["openapi"].startswith("3.1")

    def test_has_one_name_for_each_operation(self):
        names = [operation["operationId"] for operation in _operations()]

        assert sorted(names) == sorted(set(names))

    def test_describes_every_operation(self):
        silent = [operation["operationId"] for operation in _operations() if not operation.get("description")]

        assert silent == []


class TestPipeline:
    def test_follows_only_steps_it_has(self):
        names = {step.name for step in STEPS}

        assert {then for step in STEPS for then in step.then} <= names
        assert {*PACED, *PACED.values()} <= names

    def test_closes_no_loop_without_a_human(self):
        after = {step.name: step.then for step in STEPS}

        def reach(start: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
            for then in after[start]:
                if then not in seen:
                    seen = reach(then, seen | {then})
            return seen

        assert [step for step in after if step in reach(step)] == []


class TestMigrations:
    def test_make_what_the_models_describe(self, database):
        assert find_drift(database.engine) == []

    def test_make_every_table(self, database):
        made = set(sa.inspect(database.engine).get_table_names())

        assert set(METADATA.tables) <= made

    def test_are_one_chain(self):
        versions = [file.read_text() for file in (SOURCE / "migrations/versions").glob("*.py")]
        parents = [re.search(r"^down_revision[^=]*= (.+)$", text, re.MULTILINE).group(1) for text in versions]

        assert len(parents) == len(set(parents))
        assert parents.count("None") == 1


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_name_no_download_address(self, lock):
        file = ROOT / lock
        if not file.exists():
            pytest.skip(f"there is no {lock}")

        lines = [line for line in file.read_text().splitlines() if re.search(r'"resolved"|https?://', line)]

        assert [line for line in lines if not _is_about_money(line)] == []

    @pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.startswith("requirements")])
    def test_pin_and_hash_everything(self, lock):
        entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())

        loose = [
            entry
            for entry in entries
            if not entry.startswith("#") and not re.match(r"\S+==\S+.*--hash", entry, re.DOTALL)
        ]

        assert loose == []


def _is_about_money(line: str) -> bool:
    # npm notes where a package's authors ask for support; nothing is fetched from there.
    return '"url":' in line or '"funding":' in line
