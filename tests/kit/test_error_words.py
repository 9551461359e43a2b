"""The web app says refusals in the reader's language, by their code: what it translates has to exist."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kenfolk
from kenfolk.kit.errors import AppError

WORDS = Path(__file__).parents[2] / "web/src/locales/en/errors.json"
OWN = {"unreachable", "no_address"}  # of the web app itself
PROXY = {"starting"}  # of server mode, while nobody is behind it; see entry/fleet/nginx.py
HTTP = {"internal", "invalid_request", "http_error"}  # see kit/http.py


def all_kinds(kind: type[AppError]) -> Iterator[type[AppError]]:
    for one in kind.__subclasses__():
        yield one
        yield from all_kinds(one)


@pytest.mark.skipif(not WORDS.exists(), reason="the web app is not here")
def test_every_code_that_has_words_is_a_code_of_the_server():
    homes = {"errors", "db_errors", "guards", "image_source", "link"}  # where errors are that an API may answer with
    for module in pkgutil.walk_packages(kenfolk.__path__, "kenfolk."):
        if module.name.split(".")[-1] in homes:
            importlib.import_module(module.name)
    codes = {kind.__new__(kind).code for kind in all_kinds(AppError)}

    told = set(json.loads(WORDS.read_text(encoding="utf-8"))["codes"])

    assert told - codes - OWN - PROXY - HTTP == set()
