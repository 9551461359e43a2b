"""Without a network everything works, and nothing ever tries to reach one."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import onnx
import pytest
import skimage.data
from PIL import Image

from factories.networks import make_network
from kenfolk.packs.dlib_onnx import build_model
from needs import can_run, lack_rights, need
from servers import PATIENCE, draw

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]

UP = "import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sh', b'lo', 1 | 64))"
# Runs in a network of its own: takes the loopback device into use, starts a server, and is its client.
INSIDE = """
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
from pathlib import Path
from servers import Server
server = Server(data=Path(sys.argv[2]) / "library", photos=Path(sys.argv[2]) / "photos").start()
try:
    status = server.wait_until_idle(photos=3)
    face = server.get("/api/faces")["items"][0]
    server.post("/api/decisions", {"kind": "name", "face_ids": [face["id"]], "name": "Ada"})
    question = server.call("POST", "/api/review/next")
    server.wait_until_idle()
    server.fetch("/"), server.fetch("/api/docs"), server.fetch(face["chip_url"])
    print(json.dumps({"faces": status["faces"], "people": server.get("/api/status")["people"]}))
finally:
    server.stop()
"""
LOCAL = re.compile(r'sa_family=AF_(UNIX|NETLINK|UNSPEC)|inet_addr\("127\.|inet_pton\(AF_INET6, "::1"')

SPY = ("strace", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg")


@pytest.fixture
def spy():
    """Skip the test where nobody sees who calls whom."""
    need("strace", "it shows who calls whom")
    if not can_run("strace", "-f"):
        lack_rights("watch a process")


@pytest.fixture
def photos(tmp_path):
    for number in range(3):
        draw(tmp_path / "photos" / f"{number}.jpg", number, number + 1)
    return tmp_path / "photos"


class TestNetwork:
    def test_may_be_cut(self, photos, tmp_path):
        need("unshare", "it cuts off the network")
        cut = ["unshare", "-n"] if can_run("unshare", "-n") else ["unshare", "-rn"]
        if not can_run(*cut):
            lack_rights("cut off the network")
        paths = json.dumps([path for path in sys.path if path.endswith("tests")])
        command = [*cut, sys.executable, "-c", UP + "\n" + INSIDE, paths, str(tmp_path)]

        done = subprocess.run(command, capture_output=True, text=True, timeout=2 * PATIENCE, check=False)

        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {"faces": 6, "people": 1}

    @pytest.mark.usefixtures("spy")
    @pytest.mark.parametrize("pack", ["fake", "default"])
    def test_is_never_asked_for(self, start_server, photos, tmp_path, pack, request):
        models = {} if pack == "fake" else {"KENFOLK_MODELS": str(request.getfixturevalue("model_home"))}
        trace = tmp_path / "calls.txt"
        before = (*SPY, "-D", "-f", "-o", str(trace))

        Image.fromarray(skimage.data.astronaut()).save(photos / "astronaut.jpg")
        server = start_server(photos=photos, before=before, options=("--pack", pack), environment=models)
        status = server.wait_until_idle(photos=4)
        assert status["faces"] > 0
        for page in ("/", "/api/docs", "/api/about", "/api/packs", "/api/openapi.json"):
            server.fetch(page)
        assert server.stop() == 0

        assert list_calls_out(trace) == []

    def test_is_not_asked_for_by_what_runs_the_networks(self, tmp_path):
        # onnxruntime calls out seconds after it was loaded, but makes files for it at once.
        home = tmp_path / "home"
        home.mkdir()
        onnx.save(build_model(make_network()), str(tmp_path / "network.onnx"))
        load = "import sys; from pathlib import Path; from kenfolk.vision.session import OnnxSession as Session; "
        load += "Session(Path(sys.argv[1]))"

        loaded = subprocess.run(
            [sys.executable, "-c", load, tmp_path / "network.onnx"],
            env={name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "CI", "GITHUB_"))}
            | {"HOME": str(home), "XDG_CACHE_HOME": str(home)},
            check=False,
        )

        assert loaded.returncode == 0
        assert list(home.rglob("*")) == []

    @pytest.mark.usefixtures("spy")
    def test_spy_would_see_a_call(self, tmp_path):
        trace = tmp_path / "calls.txt"
        call = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"

        subprocess.run([*SPY, "-o", trace, sys.executable, "-c", call], check=False)

        assert len(list_calls_out(trace)) == 1


def list_calls_out(trace: Path) -> list[str]:
    """Return the traced calls that went to another machine."""
    return [line for line in trace.read_text().splitlines() if "sa_family" in line and not LOCAL.search(line)]
