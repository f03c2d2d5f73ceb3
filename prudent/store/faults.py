"""What an object store raises, as one plain sentence on what is the matter and what to do.

Belongs here: reading the words of obstore, which gives a folder's faults their number and a bucket's their status.
Does not: raising (`objects`). Its words hold addresses and, should somebody have put one there, a password before an
`@`: they are cut and never repeated whole.
"""

import errno
import re
from typing import Final

from prudent.errors import StoreUnreachable, StoreUnusable

_NUMBER: Final = re.compile(r"\(os error (\d+)\)")
_STATUS: Final = re.compile(r"status code: (\d{3})")
_SECRET: Final = re.compile(r"//[^/\s@]*@")
_REPEATED: Final = 160

_FOLDER: Final = {
    errno.ENOSPC: "its disk is full. Free some space and start again",
    errno.EDQUOT: "its disk quota is used up. Free some space and start again",
    errno.EROFS: "its file system can only be read. Mount it for writing, or name another store",
    errno.EACCES: "this user may not read or write there. Give it the right, or name another store",
    errno.EPERM: "this user may not read or write there. Give it the right, or name another store",
    errno.ENOTDIR: "a file stands where a folder belongs. Move it away, or name another store",
    errno.EEXIST: "a file stands where a folder belongs. Move it away, or name another store",
    errno.EFBIG: "a file would be larger than this system allows. Raise the limit (ulimit -f) and start again",
    errno.EIO: "its disk does not read or write. Look at the disk, or name another store",
    errno.ESTALE: "its network drive has gone. Mount it again and start again",
}
_KEYS: Final = {
    "s3": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "gs": "GOOGLE_SERVICE_ACCOUNT",
    "az": "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY",
}
#: Where machines of a cloud ask for keys. Asked only where the environment holds none.
_METADATA: Final = ("169.254.169.254", "169.254.170.2", "metadata.google.internal")
_REFUSED: Final = {"401", "403"}


def fault(said: str, key: str, error: Exception) -> StoreUnusable:
    """The error that says what is the matter with a store.

    Args:
        said: how messages name the store.
        key: what was read or written; empty where the store was opened.
        error: what obstore or the system raised.
    """
    scheme, is_bucket, _ = said.partition("://")
    return _of_bucket(said, scheme, error) if is_bucket else _of_folder(said, key, error)


def no_bucket(error: Exception) -> bool:
    """True if what was not found is the whole bucket."""
    return "NoSuchBucket" in str(error) or "ContainerNotFound" in str(error)


def _of_folder(said: str, key: str, error: Exception) -> StoreUnusable:
    found = _NUMBER.search(str(error))
    number = int(found[1]) if found else getattr(error, "errno", None)
    why = _FOLDER.get(number or 0) or f"{_words(error)}"
    where = f" ({key})" if key else ""
    return StoreUnusable(f"The store {said} cannot be used{where}: {why}.")


def _of_bucket(said: str, scheme: str, error: Exception) -> StoreUnusable:
    text = str(error)
    found = _STATUS.search(text)
    status = found[1] if found else ""
    keys = _KEYS.get(scheme, "the keys")
    if any(host in text for host in _METADATA) or "must be specified" in text:
        return StoreUnusable(f"The store {said} cannot be opened: the environment holds no keys. Set {keys}.")
    if no_bucket(error) or isinstance(error, FileNotFoundError):
        return StoreUnusable(f"The store {said} cannot be used: there is no such bucket. Make it, or name another.")
    if status in _REFUSED or type(error).__name__ in {"PermissionDeniedError", "UnauthenticatedError"}:
        return StoreUnusable(
            f"The store {said} refuses these keys. Look at {keys}, and at what they may do with the bucket."
        )
    if status == "501" or type(error).__name__ == "NotSupportedError":
        return StoreUnusable(
            f"The store {said} cannot create a key that must not exist (If-None-Match). Two writers could both win "
            "there: name another store."
        )
    return StoreUnreachable(f"The store {said} does not answer: {_words(error)}. Start again when it does.")


def _words(error: Exception) -> str:
    """The first line of what was raised, cut."""
    line = _SECRET.sub("//", str(error).partition("\n")[0]).strip().rstrip(".")
    return line if len(line) <= _REPEATED else f"{line[:_REPEATED]}…"
