"""The proxy in front of the web processes, as the cluster writes its configuration."""

from collections.abc import Sequence
from pathlib import Path

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

        proxy_pass_request_headers on;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_next_upstream error timeout http_502;
        proxy_connect_timeout 2s;
        proxy_read_timeout 300s;

        # What is said as it happens: nothing may hold it back, and it does not end.
        location /api/events {{
            proxy_pass http://kenfolk;
            proxy_buffering off;
            proxy_cache off;
            proxy_read_timeout 1d;
        }}

        # Straight through to the process that reads it, instead of a copy on disk first.
        location /api/uploads {{
            proxy_pass http://kenfolk;
            proxy_request_buffering off;
        }}

        location / {{ proxy_pass http://kenfolk; }}

        error_page 502 504 = @away;
        location @away {{
            default_type application/json;
            add_header Retry-After 2 always;
            return 503 '{{"error": {{"code": "starting", "message": "Kenfolk is starting, or was started again. Try again in a moment.", "detail": null}}}}';
        }}
    }}
}}
"""


def write_configuration(
    file: Path, *, run: Path, host: str, port: int, ports: Sequence[int], user: str | None, megabytes: float
) -> None:
    """Write what NGINX is to do."""
    servers = "\n".join(f"        server 127.0.0.1:{each} max_fails=2 fail_timeout=2s;" for each in ports)
    listen = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    text = CONFIGURATION.format(
        user=f"user {user};" if user else "", run=run, servers=servers, listen=listen, largest=int(megabytes) + 2
    )
    file.write_text(text)
