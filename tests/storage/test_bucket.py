"""A bucket as the world treats it: slow, busy, refused, cut off, gone; and asked for no more than is needed."""

import datetime as dt

import pytest

from factories.buckets import Fault, name_of
from kenfolk.storage import places, providers
from kenfolk.storage.bucket import HEAD, Bucket
from kenfolk.storage.errors import (
    BadKey,
    BeingWritten,
    BrokenOff,
    BucketMissing,
    CredentialsMissing,
    CredentialsRefused,
    Missing,
    NotAllowed,
    OwnFilesAway,
    StorageAway,
    StorageError,
    Throttled,
    TooSlow,
    Unanswered,
)

EXPIRED, DENIED = Fault(400, "ExpiredToken"), Fault(403, "AccessDenied")


@pytest.fixture
def bucket(bucket_url) -> Bucket:
    bucket = Bucket(bucket_url, writable=True)
    bucket.save("a.jpg", b"0123456789" * 200_000)
    return bucket


@pytest.fixture
def trouble(bucket, endpoint):
    endpoint.trouble.reset()
    return endpoint.trouble


def every_way(bucket: Bucket):
    return {
        "fetch": lambda: bucket.fetch("a.jpg"),
        "open": lambda: bucket.open("a.jpg"),
        "stat": lambda: bucket.stat("a.jpg"),
        "exists": lambda: bucket.exists("a.jpg"),
        "save": lambda: bucket.save("b.jpg", b""),
        "delete": lambda: bucket.delete("a.jpg"),
        "walk": lambda: list(bucket.walk()),
        "look_at_root": bucket.look_at_root,
    }


WAYS = ["fetch", "open", "stat", "exists", "save", "delete", "walk"]


class TestThrottling:
    def test_is_waited_for(self, bucket, trouble):
        with trouble.on(Fault(503, "SlowDown"), times=2):
            data, _ = bucket.fetch("a.jpg")

        assert len(data) == 2_000_000
        assert trouble.asked["GET"] == 3

    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize("fault", [Fault(503, "SlowDown"), Fault(429, "TooManyRequests")])
    def test_that_does_not_end_is_told_and_tried_again_later(self, bucket, trouble, way, fault):
        with trouble.on(fault), pytest.raises(Throttled, match="fewer requests") as caught:
            every_way(bucket)[way]()

        assert not caught.value.lasting

    def test_says_so_of_the_root_too(self, bucket, trouble):
        with trouble.on(Fault(503, "SlowDown")), pytest.raises(StorageAway, match="fewer requests"):
            bucket.look_at_root()


class TestTimeOuts:
    @pytest.fixture
    def impatient(self, bucket, bucket_url, monkeypatch) -> Bucket:
        """Another one on the same files, which waits half a second."""
        monkeypatch.setattr(providers, "STALL", dt.timedelta(milliseconds=500))
        return Bucket(bucket_url, writable=True)

    @pytest.mark.parametrize("way", ["fetch", "stat", "walk"])
    def test_are_told_and_tried_again_later(self, impatient, trouble, way):
        with trouble.on(Fault(hangs=1.5)), pytest.raises(TooSlow, match="too long") as caught:
            every_way(impatient)[way]()

        assert not caught.value.lasting

    def test_of_one_answer_are_waited_for(self, impatient, trouble):
        with trouble.on(Fault(hangs=1.5), times=1):
            assert impatient.stat("a.jpg").size == 2_000_000


class TestCredentials:
    @pytest.mark.parametrize("way", WAYS)
    def test_that_have_expired_are_told(self, bucket, trouble, way):
        with trouble.on(EXPIRED), pytest.raises(CredentialsRefused, match="expired") as caught:
            every_way(bucket)[way]()

        assert not caught.value.lasting

    @pytest.mark.parametrize(
        ("code", "word"), [("InvalidAccessKeyId", "not known"), ("SignatureDoesNotMatch", "not the right one")]
    )
    def test_that_are_wrong_are_told(self, bucket, trouble, code, word):
        with trouble.on(Fault(403, code)), pytest.raises(CredentialsRefused, match=word):
            bucket.stat("a.jpg")

    def test_that_do_not_suffice_for_a_file_are_told_of_that_file(self, bucket, trouble):
        with trouble.on(DENIED, part="a.jpg"), pytest.raises(NotAllowed, match=r"a\.jpg"):
            bucket.stat("a.jpg")

    def test_are_missed_before_anything_is_asked(self, bucket_url, trouble, monkeypatch):
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")

        with pytest.raises(CredentialsMissing, match="AWS_ACCESS_KEY_ID"):
            Bucket(bucket_url, writable=False)

        assert not trouble.asked


class TestAway:
    @pytest.mark.parametrize("way", ["fetch", "open", "save", "walk", "look_at_root"])
    def test_says_that_there_is_no_bucket(self, endpoint, way):
        bucket = Bucket("s3://nobody-made-this", writable=True)

        with pytest.raises(BucketMissing, match="no bucket at s3://nobody-made-this"):
            every_way(bucket)[way]()

    @pytest.mark.parametrize(
        ("url", "word"),
        [("http://127.0.0.1:9", "nobody listens"), ("http://no-such-name.invalid", "name is not known")],
    )
    def test_says_that_nobody_answers(self, bucket_url, monkeypatch, url, word):
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        bucket = Bucket(bucket_url, writable=False)

        with pytest.raises(Unanswered, match=word):
            bucket.look_at_root()

    def test_is_another_root_at_another_endpoint(self, bucket, bucket_url, monkeypatch):
        before = bucket.look_at_root()
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://elsewhere.invalid")

        assert providers.mark_of(bucket_url) != before.mark

    def test_of_our_own_files_lets_all_work_wait(self, bucket, bucket_url, trouble):
        own = Bucket(bucket_url, writable=True, own=True)

        for fault in [Fault(503, "SlowDown"), EXPIRED]:
            with trouble.on(fault), pytest.raises(OwnFilesAway) as caught:
                own.save("b.jpg", b"")
            assert caught.value.status == 503

        with pytest.raises(Missing):
            own.read("gone.jpg")


class TestOpen:
    def test_fetches_no_more_of_a_large_file_than_its_head(self, bucket, trouble):
        with bucket.open("a.jpg") as file:
            file.read(1000)

        assert trouble.sent == HEAD
        assert dict(trouble.asked) == {"GET": 1}

    def test_fetches_a_part_in_the_middle_and_little_more(self, bucket, trouble):
        with bucket.open("a.jpg") as file:
            file.seek(1_000_000)

            assert file.read(10) == b"0123456789"

        assert trouble.sent <= HEAD + 4 * HEAD

    def test_reads_a_whole_file_in_few_requests(self, bucket, trouble):
        with bucket.open("a.jpg") as file:
            size = sum(len(block) for block in iter(lambda: file.read(65_536), b""))

        assert size == trouble.sent == 2_000_000
        assert trouble.asked["GET"] <= 4

    def test_tells_in_the_middle_that_the_file_has_been_replaced(self, bucket):
        with bucket.open("a.jpg") as file:
            file.read(10)
            bucket.save("a.jpg", b"another" * 500_000)

            with pytest.raises(OSError, match="being written"):
                file.read()

    def test_tells_in_the_middle_that_the_file_has_vanished(self, bucket):
        with bucket.open("a.jpg") as file:
            bucket.delete("a.jpg")

            with pytest.raises(OSError, match="no file"):
                file.read()

    def test_says_that_the_line_was_cut(self, bucket, trouble):
        with trouble.on(Fault(cuts=100), method="GET"), pytest.raises(StorageError) as caught:
            bucket.fetch("a.jpg")

        assert isinstance(caught.value, BrokenOff | TooSlow)
        assert not caught.value.lasting


class TestFetch:
    def test_asks_once(self, bucket, trouble):
        bucket.fetch("a.jpg")

        assert dict(trouble.asked) == {"GET": 1}


class TestBeingWritten:
    def test_is_what_a_part_of_another_content_means(self, bucket):
        found = bucket.stat("a.jpg")
        bucket.save("a.jpg", b"another")

        with pytest.raises(BeingWritten):
            bucket._read_part("a.jpg", 0, 5, found.etag)


class TestWalk:
    def test_names_the_content_without_reading_it(self, bucket, trouble):
        walked = dict(bucket.walk())

        assert walked["a.jpg"].etag
        assert walked == {"a.jpg": bucket.stat("a.jpg")}
        assert trouble.sent < 5000

    def test_goes_on_beside_a_folder_with_an_impossible_name(self, bucket, bucket_url, endpoint):
        for name in ["/bad/./x.jpg", "/good/b.jpg", "/good/deep/c.jpg", "/.hidden/./d.jpg"]:
            endpoint.put(name_of(bucket_url) + name)
        told = {}

        keys = [key for key, _ in bucket.walk(on_error=told.__setitem__)]

        assert keys == ["a.jpg", "good/b.jpg", "good/deep/c.jpg"]
        assert list(told) == ["bad"]
        assert isinstance(told["bad"], BadKey)

    def test_reads_every_page(self, bucket, monkeypatch):
        monkeypatch.setattr("kenfolk.storage.bucket.PAGE", 2)
        for n in range(7):
            bucket.save(f"{n}.jpg", b"")

        assert len(list(bucket.walk())) == 8

    def test_leaves_out_what_lies_beside_its_folder(self, bucket, bucket_url, endpoint):
        endpoint.put(f"{name_of(bucket_url)}2/b.jpg")

        assert [key for key, _ in bucket.walk()] == ["a.jpg"]


class TestSave:
    def test_says_what_a_picture_is(self, bucket):
        assert bucket._store.get("a.jpg").attributes["Content-Type"] == "image/jpeg"

    @pytest.mark.parametrize("key", ["line\nbreak.jpg", "tab\t.jpg"])
    def test_refuses_names_a_bucket_does_not_take(self, bucket, key):
        with pytest.raises(BadKey):
            bucket.save(key, b"")


class TestCleanUrl:
    @pytest.mark.parametrize(
        ("text", "url"),
        [
            ("s3://photos", "s3://photos"),
            (" S3://photos/ ", "s3://photos"),
            ("s3://photos//Oma & Opa/2019/", "s3://photos/Oma & Opa/2019"),
            ("gs://photos/a", "gs://photos/a"),
            ("abfss://photos@account.dfs.core.windows.net/a", "abfss://photos@account.dfs.core.windows.net/a"),
        ],
    )
    def test_has_one_spelling(self, text, url):
        assert providers.clean_url(text) == url

    @pytest.mark.parametrize(
        "text",
        [
            "s3://",
            "ftp://host/a",
            "http://host/a",
            "s3://key:secret@photos",
            "s3://photos/../a",
            "s3://photos?versionId=1",
        ],
    )
    def test_refuses_what_is_no_bucket(self, text):
        with pytest.raises(BadKey, match="environment"):
            providers.clean_url(text)


class TestOpenStorage:
    @pytest.mark.parametrize(
        ("url", "variables"),
        [
            ("gs://photos/a", {"GOOGLE_SKIP_SIGNATURE": "true"}),
            ("az://photos/a", {"AZURE_STORAGE_ACCOUNT_NAME": "ada", "AZURE_SKIP_SIGNATURE": "true"}),
            ("abfss://photos@ada.dfs.core.windows.net/a", {"AZURE_SKIP_SIGNATURE": "true"}),
        ],
    )
    def test_knows_the_other_providers(self, monkeypatch, url, variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

        assert isinstance(places.open_storage(url, writable=False), Bucket)

    def test_says_what_an_account_lacks(self, monkeypatch):
        monkeypatch.setenv("AZURE_SKIP_SIGNATURE", "true")

        with pytest.raises(StorageAway, match="Account must be specified"):
            places.open_storage("az://photos/other", writable=False)

    def test_keeps_a_bucket_open(self, bucket_url):
        assert places.open_storage(bucket_url, writable=False) is places.open_storage(f"{bucket_url}/", writable=False)


class TestIsInside:
    @pytest.mark.parametrize(
        ("one", "other", "inside"),
        [
            ("s3://a/b/c", "s3://a/b", True),
            ("s3://a/b", "s3://a/b", True),
            ("s3://a/bc", "s3://a/b", False),
            ("s3://a", "/a", False),
            ("/a/b", "/a", True),
            ("/ab", "/a", False),
        ],
    )
    def test_compares_folders(self, one, other, inside):
        assert places.is_inside(one, other) is inside
