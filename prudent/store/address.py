"""Where a store is: a folder of this machine, or a bucket and a prefix in it. An address holds no secret.

Belongs here: what an address may be. Does not: opening it (`objects`). Keys and endpoints come from the environment
variables that obstore reads (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL` …), never from the address, which is printed.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from prudent.errors import UsageError

S3, GCS, AZURE = "s3", "gs", "az"
#: S3 is tested here against a real server of its kind; Google's and Azure's are let in, untested.
SCHEMES = (S3, GCS, AZURE)


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """A store's address, as messages print it."""

    said: str
    """The folder's path, or the URL."""
    scheme: str | None
    """Of a bucket; None for a folder."""

    @property
    def folder(self) -> Path | None:
        """The folder; None for a bucket."""
        return Path(self.said) if self.scheme is None else None


def address_of(text: str) -> StoreAddress:
    """The address that a person gave.

    Args:
        text: a folder, absolute or under the current one; or `s3://bucket/prefix`, `gs://…`, `az://container/prefix`.

    Raises:
        UsageError: it is neither, or holds what does not belong there. A part that may be a password is not repeated.
    """
    scheme, separator, rest = text.partition("://")
    if any(not char.isprintable() for char in text) or not text.strip():
        raise _unusable("it is empty, or holds characters that are not seen")
    if not separator:
        return StoreAddress(str(Path(text).resolve()), None)
    if scheme == "file":
        return StoreAddress(str(Path(rest).resolve()), None)
    if scheme not in SCHEMES:
        raise _unusable(f"it may be a folder or begin with {', '.join(f'{name}://' for name in SCHEMES)}")
    return StoreAddress(_bucket(text, scheme), scheme)


def _bucket(url: str, scheme: str) -> str:
    try:
        parts = urlsplit(url)
        odd = parts.username is not None or parts.password is not None or parts.port is not None
    except ValueError:
        raise _unusable("it is no address") from None
    if odd or "@" in parts.netloc:
        raise _unusable("a user, a password or a port does not belong in it; put keys into the environment")
    path = parts.path.strip("/")
    if not parts.netloc or parts.query or parts.fragment or {"", ".", ".."} & set((path or "-").split("/")):
        raise _unusable(f"it must be like {scheme}://bucket/prefix, without ?, #, // or ..")
    return f"{scheme}://{parts.netloc}/{path}".rstrip("/")


def _unusable(why: str) -> UsageError:
    return UsageError(f"The store's address cannot be used: {why}.")
