"""The proxy in front of the web processes, as the cluster writes its configuration."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

DERIVED_AT = "/derived"  # the address of `locations.conf` that only an answer of ours leads to
CONFIGURATION = """
{user}
worker_processes 2;
daemon off;
pid {run}/nginx.pid;
error_log stderr warn;

events {{ worker_connections 2048; }}

http {{
    access_log off;
    server_tokens off;
    sendfile on;
    client_body_temp_path {run}/body;
    proxy_temp_path {run}/proxy;
    fastcgi_temp_path {run}/fastcgi;
    uwsgi_temp_path {run}/uwsgi;
    scgi_temp_path {run}/scgi;

    upstream kenfolk {{
        least_conn;
{servers}
        keepalive 32;
    }}

    server {{
        listen {listen};
        client_max_body_size {largest}m;
        include {run}/locations.conf;
    }}
}}
"""


@dataclass(frozen=True)
class Proxy:
    """What is to be in front of which ports. `run`: a folder of its own, NGINX's prefix."""

    run: Path
    host: str
    port: int
    ports: Sequence[int]
    static: Path  # the web app's bundle
    derived: Path | None  # thumbnails and chips; None where they are in a bucket
    megabytes: float  # largest upload
    user: str | None = None

    def write(self) -> Path:
        """Write the configuration, and return its file."""
        # A folder's name may hold anything, NGINX's words may not: links lead there.
        self._link("static", self.static)
        if self.derived is not None:
            self._link("derived", self.derived)
        shutil.copyfile(str(resources.files("kenfolk.entry.fleet") / "locations.conf"), self.run / "locations.conf")
        file = self.run / "nginx.conf"
        file.write_text(self._text())
        return file

    def _link(self, name: str, folder: Path) -> None:
        (self.run / name).symlink_to(folder.absolute(), target_is_directory=True)

    def _text(self) -> str:
        servers = "\n".join(f"        server 127.0.0.1:{each} max_fails=2 fail_timeout=2s;" for each in self.ports)
        listen = f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
        user = f"user {self.user};" if self.user else ""
        largest = int(self.megabytes) + 2
        return CONFIGURATION.format(user=user, run=self.run, servers=servers, listen=listen, largest=largest)
