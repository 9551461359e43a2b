"""A small pack, and the two places packs come from: a folder of packages and a web server, both on this machine."""

import hashlib
import http.server
import io
import shutil
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from factories.networks import dump_network, make_centerface, make_network
from kenfolk.packs.manifest import Source
from kenfolk.packs.service import pull_pack

WHEEL = "tinyface-1.0-py3-none-any.whl"
SDIST = "tinyweights-0.3.tar.gz"
WEIGHTS = "tinyweights-0.3/tinyweights/weights.dat"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Origin:
    """The originals of the small pack and the archives they come in."""

    graph: bytes
    weights: bytes
    wheel: bytes
    sdist: bytes
    index: Path


@pytest.fixture(scope="session")
def origin(tmp_path_factory) -> Origin:
    """A folder that pip takes for its index, with a wheel and a source archive in it."""
    index = tmp_path_factory.mktemp("index")
    graph, weights = make_centerface().SerializeToString(), dump_network(make_network())
    wheel, sdist = pack_wheel(graph), pack_sdist(weights)
    (index / WHEEL).write_bytes(wheel)
    (index / SDIST).write_bytes(sdist)
    return Origin(graph, weights, wheel, sdist, index)


@pytest.fixture(autouse=True)
def pip_index(origin, monkeypatch) -> None:
    """Pip as a user behind a mirror configures it: no network, our folder only."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(origin.index))


def pack_wheel(graph: bytes) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as wheel:
        wheel.writestr("tinyface/face.onnx", graph)
        wheel.writestr("tinyface-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tinyface\nVersion: 1.0\n")
        wheel.writestr("tinyface-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("tinyface-1.0.dist-info/RECORD", "")
    return box.getvalue()


def pack_sdist(weights: bytes) -> bytes:
    setup = b"from setuptools import setup\nsetup(name='tinyweights', version='0.3', packages=['tinyweights'])\n"
    box = io.BytesIO()
    with tarfile.open(fileobj=box, mode="w:gz") as bale:
        info = b"Metadata-Version: 1.0\nName: tinyweights\nVersion: 0.3\n"
        files = {
            "PKG-INFO": info,
            "setup.py": setup,
            "tinyweights/__init__.py": b"",
            "tinyweights/weights.dat": weights,
        }
        for name, data in files.items():
            member = tarfile.TarInfo(f"tinyweights-0.3/{name}")
            member.size = len(data)
            bale.addfile(member, io.BytesIO(data))
    return box.getvalue()


MANIFEST = """
name = "tiny"
title = "A tiny pack"
licence = "CC0"
commercial_use = true

[[sources]]
name = "face"
package = "tinyface"
version = "1.0"
kind = "wheel"
sha256 = "{wheel}"
member = "tinyface/face.onnx"
member_sha256 = "{graph}"

[[sources]]
name = "weights"
package = "tinyweights"
version = "0.3"
kind = "sdist"
sha256 = "{sdist}"
member = "tinyweights-0.3/tinyweights/weights.dat"
member_sha256 = "{weights}"

[detector]
kind = "centerface"
source = "face"
version = "tiny-1"

[embedder]
kind = "dlib"
source = "weights"
model = "tiny-1"
dim = 6

[embedder.input]
size = 15
template = [[4.7, 4.6], [10.2, 4.6], [7.4, 7.9], [5.0, 10.5], [9.7, 10.4]]

[similarity]
same = 0.9
suggest = 0.8
group = 0.85
"""


@pytest.fixture(scope="session")
def manifest(origin) -> str:
    return MANIFEST.format(
        wheel=digest(origin.wheel),
        graph=digest(origin.graph),
        sdist=digest(origin.sdist),
        weights=digest(origin.weights),
    )


@pytest.fixture
def home(tmp_path, manifest) -> Path:
    """A home of packs in which the tiny pack is described but not yet pulled."""
    return describe(tmp_path / "models", manifest)


def describe(home: Path, manifest: str) -> Path:
    (home / "manifests").mkdir(parents=True)
    (home / "manifests" / "tiny.toml").write_text(manifest)
    return home


@pytest.fixture(scope="session")
def pulled_once(origin, manifest, tmp_path_factory) -> Path:
    """A home with the pulled tiny pack, to be copied: pip takes seconds for a source archive."""
    home = describe(tmp_path_factory.mktemp("pulled") / "models", manifest)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(origin.index))
        pull_pack("tiny", home=home)
    return home


@pytest.fixture
def pulled(pulled_once, tmp_path) -> Path:
    """A home in which the tiny pack is ready."""
    return Path(shutil.copytree(pulled_once, tmp_path / "pulled"))


@pytest.fixture
def wheel_source(origin) -> Source:
    return Source(
        name="face",
        package="tinyface",
        version="1.0",
        kind="wheel",
        sha256=digest(origin.wheel),
        member="tinyface/face.onnx",
        member_sha256=digest(origin.graph),
    )


@dataclass
class Server:
    """A web server that misbehaves on request: each entry of `faults` spoils one request."""

    url: str = ""
    data: bytes = b""
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server(socket_enabled) -> Iterator[Server]:
    state = Server(data=bytes(range(256)) * 4000)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self, state)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        state.url = f"http://127.0.0.1:{running.server_port}/weights.bin"
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield state
        state.faults.append("released")
        running.shutdown()


def answer(handler: http.server.BaseHTTPRequestHandler, state: Server) -> None:
    asked = handler.headers.get("Range", "")
    state.asked.append(asked)
    fault = state.faults.pop(0) if state.faults else ""
    if fault.isdigit():
        handler.send_error(int(fault))
        return
    data, start = (b"<html>no such file</html>" if fault == "wrong" else state.data), 0
    if asked and fault != "no ranges":
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
    if start >= len(data):
        handler.send_error(416)
        return
    handler.send_response(206 if start else 200)
    if start:
        begins = 7 if fault == "another part" else start
        handler.send_header("Content-Range", f"bytes {begins}-{len(data) - 1}/{len(data)}")
    handler.send_header("Content-Length", str(len(data) - start))
    handler.end_headers()
    if fault in ("stall", "short"):
        handler.wfile.write(data[start : start + 300_000])
        handler.wfile.flush()
        while fault == "stall" and "released" not in state.faults:
            threading.Event().wait(0.02)
        handler.close_connection = True
        return
    handler.wfile.write(data[start:])
