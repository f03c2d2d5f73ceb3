"""Connects to the file system of an inbox through fsspec, and closes it again.

Belongs here: what the library is given. Does not: what an address may be (`address.py`) and what is then read
(`opening.py`). The options, with the secrets in them, go no further than this module.
"""

import json
import logging
from contextlib import suppress
from importlib import import_module
from typing import Any, cast

from prudent.errors import UsageError
from sources.inbox.address import SFTP, Address
from sources.inbox.faults import at_inbox, unusable_options
from sources.inbox.settings import InboxSettings

# what they would say on standard error, where nobody set up logging, we say ourselves
for _library in ("stamina", "paramiko", "s3fs", "fsspec", "botocore", "aiobotocore"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def connected(address: Address, settings: InboxSettings) -> Any:  # noqa: ANN401 -- fsspec has no types
    """The file system.

    Raises:
        UsageError: the options cannot be used, nobody is let in with them, or a package is missing.
        Unreachable: nothing answers.
    """
    whom = {"host": address.host, "port": address.port, "username": address.user}
    given = {**{name: value for name, value in whom.items() if value is not None}, **_options(settings)}
    try:
        if address.protocol == SFTP:
            return import_module("sources.inbox.sftp").KnownHosts(**given, skip_instance_cache=True)
        # ours alone, and without a memory: an inbox changes between two looks
        own = {"skip_instance_cache": True, "use_listings_cache": False}
        return import_module("fsspec").filesystem(address.protocol, **given, **own)
    except (ImportError, ValueError, TypeError, KeyError) as error:
        raise unusable_options(address, error) from None
    except Exception as error:  # noqa: BLE001 -- the library's, and no word of it may get out
        raise at_inbox(address, error) from None


def close(filesystem: Any) -> None:  # noqa: ANN401 -- fsspec has no types
    """Close what is open, so that it is not left to the garbage collector."""
    with suppress(Exception):
        if hasattr(filesystem, "ftp"):
            filesystem.ftp.close()
            filesystem.client.close()
        elif getattr(filesystem, "_s3", None) is not None:
            filesystem.close_session(filesystem.loop, filesystem._s3)  # noqa: SLF001 -- it has no other door


def _options(settings: InboxSettings) -> dict[str, Any]:
    try:
        options: object = json.loads(settings.options.get_secret_value())
    except ValueError:
        options = None
    if not isinstance(options, dict):
        raise UsageError("The setting PRUDENT_INBOX_OPTIONS cannot be used: it must be a JSON object.")
    return cast("dict[str, Any]", options)
