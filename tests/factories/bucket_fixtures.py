"""Fixtures of buckets; one endpoint serves all tests of a process."""

import datetime as dt
from collections.abc import Iterator

import pytest

from kenfolk.storage import places, providers


@pytest.fixture(scope="session")
def shared_endpoint():
    from factories.buckets import Endpoint

    endpoint = Endpoint()
    yield endpoint
    endpoint.stop()


@pytest.fixture
def endpoint(shared_endpoint, monkeypatch) -> Iterator:
    """The S3 endpoint, with an environment that leads to it, and little patience."""
    shared_endpoint.trouble.reset()
    for name, value in {
        "AWS_ENDPOINT_URL": shared_endpoint.url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(providers, "RETRIES", 2)
    monkeypatch.setattr(providers, "FIRST_PAUSE", dt.timedelta(milliseconds=1))
    monkeypatch.setattr(providers, "LONGEST_PAUSE", dt.timedelta(milliseconds=5))
    monkeypatch.setattr(providers, "STALL", dt.timedelta(seconds=10))
    places.forget_buckets()
    yield shared_endpoint
    places.forget_buckets()


@pytest.fixture
def bucket_url(endpoint) -> str:
    """A new bucket, of which a folder is used."""
    return f"s3://{endpoint.make_bucket()}/Oma & Opa"
