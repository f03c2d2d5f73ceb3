"""What an inbox's address may be, and which file system it leads to.

Belongs here: the list of file systems that are let in. Does not: opening one (`connecting.py`). fsspec knows file
systems that run code, follow references from one file to others, or are chained one over another; none of them is on
the list, and a new release of fsspec cannot put one there.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from prudent.errors import UsageError

LOCAL = "file"
S3 = "s3"
SFTP = "sftp"
#: Tested here against real servers: a folder, S3 and SFTP. The others are let in and need a package of their own.
_WITH_BUCKET = (S3, "gs", "gcs", "abfs", "az")
_WITH_HOST = (SFTP, "smb")
PROTOCOLS = (LOCAL, *_WITH_BUCKET, *_WITH_HOST)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the inbox is. It holds no secret."""

    protocol: str
    root: str
    """The inbox's own folder, as the file system writes it."""
    said: str
    """How messages name it."""
    host: str | None = None
    port: int | None = None
    user: str | None = None


def address_of(url: str, project: Path) -> Address:
    """The address that a setting gives.

    Args:
        url: the setting.
        project: the project's root, under which a relative folder lies.

    Raises:
        UsageError: it is chained, of a file system that is not let in, or holds what does not belong there. The
            sentence does not repeat it, because a password may stand in it.
    """
    if "::" in url or any(not char.isprintable() for char in url):
        raise _unusable("it chains file systems with ::, or holds characters that are not seen")
    protocol, separator, rest = url.partition("://")
    if not separator or protocol == LOCAL:
        folder = (project / (rest if separator else url)).resolve()
        return Address(LOCAL, folder.as_posix(), folder.as_posix())
    if protocol not in PROTOCOLS:
        raise _unusable(f"the inbox may be a folder or begin with {', '.join(f'{name}://' for name in PROTOCOLS)}")
    return _remote(url, protocol)


def _remote(url: str, protocol: str) -> Address:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _unusable("it is no address") from None
    if parts.password is not None:
        raise _unusable("a password does not belong in the address; put it in PRUDENT_INBOX_OPTIONS")
    if not parts.hostname or parts.query or parts.fragment or ".." in parts.path.split("/"):
        raise _unusable(f"it must be like {protocol}://name/folder, without ?, # or ..")
    path = parts.path.rstrip("/")
    if protocol in _WITH_HOST:
        said = f"{protocol}://{parts.hostname}{path}"
        return Address(protocol, path or "/", said, parts.hostname, port, parts.username)
    if parts.username is not None or port is not None:
        raise _unusable(f"it must be like {protocol}://bucket/folder, without a user or a port")
    # the host's own spelling: names of buckets have capitals in places
    bucket = parts.netloc
    return Address(protocol, f"{bucket}{path}", f"{protocol}://{bucket}{path}")


def _unusable(why: str) -> UsageError:
    return UsageError(f"The setting PRUDENT_INBOX_URL cannot be used: {why}.")
