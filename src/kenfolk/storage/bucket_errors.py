"""What a bucket's answers mean, told so that a person knows what to do."""

import re

from obstore.exceptions import InvalidPathError, PermissionDeniedError, PreconditionError, UnauthenticatedError

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

SLOW_DOWN = {"SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests", "ServerBusy"}
NO_BUCKET = {"NoSuchBucket", "ContainerNotFound", "ContainerBeingDeleted"}
REFUSED = {
    "ExpiredToken": "they have expired",
    "ExpiredTokenException": "they have expired",
    "TokenRefreshRequired": "they have expired",
    "InvalidToken": "the session token is not valid",
    "InvalidAccessKeyId": "the access key is not known",
    "SignatureDoesNotMatch": "the secret key is not the right one",
    "AuthenticationFailed": "they are not valid, or have expired",
    "InvalidAuthenticationInfo": "they are not valid, or have expired",
    "RequestTimeTooSkewed": "the clock of this machine is wrong",
}
ELSEWHERE = {"PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}

_STATUS = re.compile(r"status code: (\d{3})")
_CODE = re.compile(r"<Code>(\w+)</Code>")
_KIND = re.compile(r"kind: (Timeout|Connect|Interrupted|Request|Decode|Unknown)\b")


def status_of(error: Exception) -> int | None:
    """Return the HTTP status a bucket answered with, if it did."""
    found = _STATUS.search(str(error))
    return int(found[1]) if found else None


def explain(error: Exception, *, place: str, key: str, own: bool) -> StorageError:
    """Say what obstore's error means for this file; `own`: of Kenfolk's own files, which all work waits for."""
    known = _explain(error, place, key)
    if own and not known.lasting and not isinstance(known, BeingWritten):
        return OwnFilesAway(reason=known.message)
    return known


def _explain(error: Exception, place: str, key: str) -> StorageError:
    match error:
        case StorageError():
            return error
        case PreconditionError():
            return BeingWritten(key=key)
        case InvalidPathError() | ValueError():
            return BadKey(key=key, reason="not a name that can be used in a bucket")
    text, status = str(error), status_of(error)
    found = _CODE.search(text)
    code = found[1] if found else ""
    if away := _explain_root(error, text, code, place):
        return away
    return _explain_status(error, status, code, place, key) if status else _explain_silence(text, place, key)


def _explain_root(error: Exception, text: str, code: str, place: str) -> StorageError | None:
    """Say what is wrong with the bucket as a whole; None: it is about one file."""
    if code in NO_BUCKET:
        return BucketMissing(place=place, reason="nobody has made it yet, or it has another name")
    if code in REFUSED or isinstance(error, UnauthenticatedError):
        return CredentialsRefused(place=place, reason=REFUSED.get(code, "they are not valid, or have expired"))
    if code in ELSEWHERE or "incorrectly configured region" in text:
        return StorageAway(place=place, reason="it lies in another region; say which with AWS_REGION")
    if "169.254.169.254" in text:
        return CredentialsMissing(place=place, reason="neither its environment nor this machine has any")
    return None


def _explain_status(error: Exception, status: int, code: str, place: str, key: str) -> StorageError:
    if isinstance(error, FileNotFoundError):
        return Missing(key=key)
    if code in SLOW_DOWN or status in (429, 503):
        return Throttled(place=place, key=key)
    if status in (408, 504) or code == "RequestTimeout":
        return TooSlow(place=place, key=key)
    if isinstance(error, PermissionDeniedError) or status == 403:
        return NotAllowed(key=key)
    return StorageError(key=key, reason=f"{place} answers {status} {code}".strip())


def _explain_silence(text: str, place: str, key: str) -> StorageError:
    kinds = set(_KIND.findall(text))
    if "TimedOut" in text or "timed out" in text or "Timeout" in kinds:
        return TooSlow(place=place, key=key)
    if "Connect" in kinds:
        name_unknown = "dns error" in text or "lookup address" in text
        return Unanswered(place=place, reason="its name is not known" if name_unknown else "nobody listens there")
    if kinds & {"Interrupted", "Request", "Decode"}:
        return BrokenOff(place=place, key=key)
    return StorageError(key=key, reason=text.partition("\n")[0])
