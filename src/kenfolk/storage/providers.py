"""Which kinds of buckets there are, and what of the environment each is opened with.

The names of the variables are the providers' own, as every program of theirs reads them; obstore reads most of them by
itself. Only what it would not tell a person is checked here.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from obstore.store import from_url

from kenfolk.kit.config import read_foreign
from kenfolk.storage.errors import BadKey, CredentialsMissing, StorageAway

# Patience with one request, and with all its repetitions: what fails for longer is the caller's to try again.
CONNECT, STALL, WHOLE = dt.timedelta(seconds=5), dt.timedelta(seconds=20), dt.timedelta(minutes=10)
RETRIES, RETRYING = 4, dt.timedelta(seconds=30)
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(milliseconds=200), dt.timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Provider:
    """A kind of bucket."""

    name: str
    endpoints: tuple[str, ...]  # variables that say where it is, if not at its usual place
    credentials: tuple[str, ...]  # variables of which at least one is needed
    options: dict[str, Any]


AMAZON = Provider(
    "S3",
    ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"),
    (
        "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_METADATA_ENDPOINT", "AWS_SKIP_SIGNATURE",
    ),
    {"disable_bulk_delete": True},  # not every compatible store has it, and we delete one by one
)  # fmt: skip
GOOGLE = Provider(
    "Google Cloud Storage",
    ("GOOGLE_BASE_URL",),
    (
        "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_PATH",
        "GOOGLE_SERVICE_ACCOUNT_KEY", "GOOGLE_SKIP_SIGNATURE",
    ),
    {},
)  # fmt: skip
AZURE = Provider(
    "Azure Blob Storage",
    ("AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"),
    (
        "AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_ACCESS_KEY", "AZURE_STORAGE_SAS_KEY", "AZURE_STORAGE_SAS_TOKEN",
        "AZURE_STORAGE_TOKEN", "AZURE_STORAGE_CLIENT_ID", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE",
        "AZURE_MSI_ENDPOINT", "AZURE_USE_AZURE_CLI", "AZURE_SKIP_SIGNATURE",
    ),
    {},
)  # fmt: skip
PROVIDERS = {
    "s3": AMAZON, "s3a": AMAZON, "gs": GOOGLE, "az": AZURE, "azure": AZURE, "abfs": AZURE, "abfss": AZURE,
}  # fmt: skip


class NotABucket(BadKey):
    """{key!r} is no bucket Kenfolk can use: write s3://bucket/folder, gs://bucket/folder or az://container/folder. Names
    and passwords do not belong in it, but in Kenfolk's environment.
    """


def clean_url(text: str) -> str:
    """Return the one spelling of a bucket's URL; raises NotABucket."""
    scheme, _, rest = text.strip().partition("://")
    place, _, prefix = rest.partition("/")
    may_name_account = scheme.lower() in ("abfs", "abfss")
    if scheme.lower() not in PROVIDERS or not re.fullmatch(r"[\w.@-]+" if may_name_account else r"[\w.-]+", place):
        raise NotABucket(key=text)
    parts = [part for part in prefix.split("/") if part]
    if any(part in (".", "..") for part in parts) or re.search(r"[?#%\x00-\x1f\x7f]", prefix):
        raise NotABucket(key=text)
    return "/".join([f"{scheme.lower()}://{place}", *parts])


def open_store(url: str) -> Any:
    """Return obstore's store of a cleaned URL; raises what is missing in the environment. Nothing is asked yet."""
    provider = provider_of(url)
    if not read_foreign(*provider.credentials):
        raise CredentialsMissing(place=url, reason=f"none of {', '.join(provider.credentials)} is set")
    client: dict[str, Any] = {"connect_timeout": CONNECT, "read_timeout": STALL, "timeout": WHOLE}
    if urlsplit(read_foreign(*provider.endpoints)).scheme == "http":
        client |= {"allow_http": True}  # whoever writes http:// means it
    backoff = {"init_backoff": FIRST_PAUSE, "max_backoff": LONGEST_PAUSE, "base": 2}
    retry = {"max_retries": RETRIES, "retry_timeout": RETRYING, "backoff": backoff}
    try:
        return from_url(url, config=provider.options, client_options=client, retry_config=retry)  # type: ignore[call-overload]
    except Exception as error:
        raise StorageAway(place=url, reason=str(error).partition("\n")[0]) from error


def provider_of(url: str) -> Provider:
    """Return whose bucket a cleaned URL names."""
    return PROVIDERS[url.partition("://")[0]]


def mark_of(url: str) -> str:
    """Return what tells this bucket from one of the same name elsewhere."""
    provider = provider_of(url)
    return f"{provider.name} {read_foreign(*provider.endpoints)}".strip()
