"""What is in deploy/ says what we promise of it: nobody is root, everybody's health is asked, one port is open."""

import os
import re
import shutil
import subprocess
from functools import reduce
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from kenfolk.entry.fleet.cluster import find_program
from kenfolk.entry.fleet.worker import QUEUES
from kenfolk.kit.config import Settings
from needs import need

DEPLOY = Path(__file__).parents[2] / "deploy"
TOGETHER = [("compose.yaml",), ("compose.yaml", "compose.gpu.yaml"), ("compose.yaml", "compose.s3.yaml")]
TOGETHER_NAMED = pytest.mark.parametrize("files", TOGETHER, ids=lambda files: files[-1])
GIVEN = {"PHOTOS": "/srv/photos", "POSTGRES_PASSWORD": "secret", "S3_KEY": "key", "S3_SECRET": "secret"}


def merge(one: object, other: object) -> object:
    """Lay one file over another as Compose does: maps are merged, all else is taken from the later one."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one | {key: merge(one[key], value) if key in one else value for key, value in other.items()}
    return other


def services_of(files: tuple[str, ...]) -> dict[str, dict]:
    """Return the services of some files together."""
    return reduce(merge, (yaml.safe_load((DEPLOY / file).read_text()) for file in files))["services"]


def lasting(services: dict[str, dict]) -> dict[str, dict]:
    """Leave out what does its work once and ends."""
    return {name: service for name, service in services.items() if service["restart"] != "on-failure"}


def variables(model: type[BaseModel], prefix: str = "KENFOLK_") -> set[str]:
    """Return the names of all settings."""
    names = set()
    for field, info in model.model_fields.items():
        kind, name = info.annotation, prefix + field.upper()
        is_group = isinstance(kind, type) and issubclass(kind, BaseModel)
        names |= variables(kind, f"{name}__") if is_group else {name}
    return names


class TestCompose:
    @TOGETHER_NAMED
    def test_lets_nobody_be_root_or_become_it(self, files):
        for name, service in services_of(files).items():
            assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"]), name
            assert service["cap_drop"] == ["ALL"], name
            assert "no-new-privileges:true" in service["security_opt"], name

    @TOGETHER_NAMED
    def test_asks_everybody_whether_they_are_well(self, files):
        assert [name for name, service in lasting(services_of(files)).items() if "healthcheck" not in service] == []

    @TOGETHER_NAMED
    def test_limits_what_each_may_take(self, files):
        for name, service in services_of(files).items():
            assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}, name

    @TOGETHER_NAMED
    def test_opens_one_port_and_that_for_this_machine_alone(self, files):
        ports = {name: service["ports"] for name, service in services_of(files).items() if "ports" in service}

        assert ports == {"nginx": ["${ADDRESS:-127.0.0.1}:${PORT:-8000}:8080"]}

    @TOGETHER_NAMED
    def test_never_writes_to_photos(self, files):
        mounts = [mount for service in services_of(files).values() for mount in service.get("volumes", [])]

        assert {mount.rpartition(":")[2] for mount in mounts if "/photos" in mount} == {"ro"}

    @TOGETHER_NAMED
    def test_sets_only_what_can_be_set(self, files):
        named = {name for service in services_of(files).values() for name in service.get("environment", {})}

        assert {name for name in named if name.startswith("KENFOLK_")} <= variables(Settings)

    @TOGETHER_NAMED
    def test_has_somebody_for_every_queue(self, files):
        commands = [service.get("command", []) for service in services_of(files).values()]
        worked_on = {word for command in commands if command[:1] == ["worker"] for word in command}

        assert set(QUEUES) - {"scanner"} <= worked_on  # whoever reads photos looks for them too

    @TOGETHER_NAMED
    def test_names_a_release_of_every_image_that_is_not_ours(self, files):
        images = {service["image"] for service in services_of(files).values()}

        assert [image for image in images if not image.startswith("kenfolk") and not re.search(r":\w*\d", image)] == []

    @TOGETHER_NAMED
    def test_is_understood_by_docker(self, files):
        docker = shutil.which("docker")
        if (
            docker is None
            or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode
        ):
            pytest.skip("docker compose is not here")
        chosen = [word for file in files for word in ("-f", str(DEPLOY / file))]

        said = subprocess.run(
            [docker, "compose", *chosen, "config", "--quiet"],
            capture_output=True, text=True, env=os.environ | GIVEN, check=False,
        )  # fmt: skip

        assert said.returncode == 0, said.stderr


class TestDockerfile:
    TEXT = (DEPLOY / "Dockerfile").read_text()

    def test_makes_the_images_that_compose_asks_for(self):
        stages = set(re.findall(r"^FROM \S+ AS (\S+)$", self.TEXT, re.MULTILINE))
        wanted = {s["build"]["target"] for files in TOGETHER for s in services_of(files).values() if "build" in s}

        assert wanted <= stages

    def test_copies_only_what_there_is(self):
        words = [line.split()[1:-1] for line in self.TEXT.splitlines() if line.startswith("COPY ")]
        sources = [word for line in words if not line[0].startswith("--from") for word in line]

        assert [source for source in sources if not (DEPLOY.parent / source).exists()] == []

    def test_installs_what_is_locked(self):
        assert "pip install --require-hashes -r requirements/run.txt" in self.TEXT
        assert "npm ci" in self.TEXT

    def test_sets_only_what_can_be_set(self):
        assert set(re.findall(r"KENFOLK_\w+(?==)", self.TEXT)) <= variables(Settings)


class TestNginxConf:
    def test_is_understood_by_nginx(self, tmp_path):
        program = find_program("nginx")
        if program is None:
            need("nginx", "the configuration of the containers is read by a real one")
        text = (DEPLOY / "nginx.conf").read_text()
        # Outside of Compose there is no name server that knows the web processes, and NGINX may be older than ours.
        text = text.replace("server web:8000 resolve ", "server 127.0.0.1:8000 ").replace("/tmp/", f"{tmp_path}/")
        (tmp_path / "nginx.conf").write_text(text)
        shutil.copy(DEPLOY.parent / "src/kenfolk/entry/fleet/locations.conf", tmp_path)

        command = [program, "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
        said = subprocess.run(command, capture_output=True, text=True, check=False)

        assert said.returncode == 0, said.stderr
