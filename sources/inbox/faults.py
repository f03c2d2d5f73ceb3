"""What goes wrong between us and an inbox, in one sentence each.

Belongs here: from what a library raises to an error of ours. The words of a library's error are never repeated, because
a key or a password may stand in them; its class is.
"""

from prudent.errors import PrudentError, SourceLate, UsageError
from sources.inbox.address import LOCAL, Address
from sources.inbox.lying import Lying

#: What no later attempt mends: who asks, or whom.
_REFUSED = ("AuthenticationException", "BadHostKeyException", "NoCredentialsError", "UnknownHost")


class Unreachable(SourceLate):
    """The inbox does not answer, or stopped answering."""


class Unreadable(SourceLate):
    """One file cannot be read for now; the inbox itself answers."""

    def __init__(self, entry: Lying, error: Exception) -> None:
        super().__init__(f"{entry.path} cannot be read ({type(error).__name__}); it is tried again next time.")


def at_inbox(address: Address, error: Exception) -> PrudentError:
    """What stands between us and the inbox: its address, who asks, or the way to it."""
    name = type(error).__name__
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UsageError(f"There is no folder {address.said}: make it, or mend PRUDENT_INBOX_URL.")
    if name == "UnknownHost":
        return UsageError(
            f"No key of the server of {address.said} is known: put it into ~/.ssh/known_hosts, or as host_key into "
            "PRUDENT_INBOX_OPTIONS."
        )
    if isinstance(error, PermissionError) or any(kind.__name__ in _REFUSED for kind in type(error).__mro__):
        return UsageError(f"The inbox {address.said} lets nobody in with these PRUDENT_INBOX_OPTIONS ({name}).")
    return unreachable(address, error)


def unreachable(address: Address, error: Exception) -> Unreachable:
    """The way to the inbox is broken, or was while we were there."""
    name = type(error).__name__
    if address.protocol == LOCAL:
        return Unreachable(f"The inbox {address.said} cannot be read ({name}).")
    return Unreachable(f"The inbox {address.said} does not answer ({name}). What was taken stays; start this again.")


def unusable_options(address: Address, error: Exception) -> UsageError:
    """What the file system says of options that it cannot use, or of a package that it misses."""
    if isinstance(error, ImportError):
        return UsageError(
            f"An inbox at {address.protocol}:// needs a package that is not installed; the extra `inbox` brings those "
            "for s3 and sftp."
        )
    kind = type(error).__name__
    return UsageError(f"The setting PRUDENT_INBOX_OPTIONS cannot be used for {address.protocol} ({kind}).")
