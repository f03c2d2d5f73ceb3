"""SFTP with a server that is known beforehand. fsspec's own would believe any server on its first word.

Belongs here: which server is believed, and how long it may be silent. A host's key is given in the options as
`host_key`, as `ssh-keyscan` prints it without the name (`ssh-ed25519 AAAA…`), or stands in `~/.ssh/known_hosts`.
"""

# fsspec and paramiko have no types
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

import base64
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

SILENCE_SECONDS = 30
"""Longest silence of the server, at each step."""
SSH_PORT = 22
_PATIENCE = ("timeout", "banner_timeout", "auth_timeout", "channel_timeout")


class UnknownHost(Exception):
    """No key is known of the server."""


class KnownHosts(SFTPFileSystem):
    """The file system of fsspec over a connection of our own.

    Args:
        host: name or number of the server.
        host_key: kind and key of the server; without it `~/.ssh/known_hosts` is asked.
        options: what `paramiko.SSHClient.connect` takes: port, username, password, key_filename, passphrase …

    Raises:
        UnknownHost: nothing says that this is the server that is meant.
        ValueError: the key is not written as keys are, or an option would reach another server.
        Exception: what paramiko raises, `BadHostKeyException` for a server with another key among it.
    """

    def __init__(self, host: str, host_key: str = "", **options: Any) -> None:  # noqa: ANN401 -- paramiko's own
        if {"host_key_policy", "sock", "transport_factory"} & options.keys():
            raise ValueError("host_key")
        self._host_key = host_key
        self.client: Any = paramiko.SSHClient()
        super().__init__(host, **options)

    def _connect(self) -> None:
        self._believe(int(self.ssh_kwargs.get("port", SSH_PORT)))
        self.client.set_missing_host_key_policy(_NotMet())
        try:
            self.client.connect(self.host, **{**dict.fromkeys(_PATIENCE, SILENCE_SECONDS), **self.ssh_kwargs})
            self.ftp: Any = self.client.open_sftp()
            self.ftp.get_channel().settimeout(SILENCE_SECONDS)
        except BaseException:
            self.client.close()
            raise

    def _believe(self, port: int) -> None:
        if not self._host_key:
            self.client.load_system_host_keys()
            return
        kind, _, key = self._host_key.strip().partition(" ")
        known: Any = paramiko.PKey.from_type_string(kind, base64.b64decode(key.split(" ")[0], validate=True))
        name = self.host if port == SSH_PORT else f"[{self.host}]:{port}"
        self.client.get_host_keys().add(name, kind, known)


class _NotMet(paramiko.MissingHostKeyPolicy):
    """Lets no server in of which no key is known."""

    def missing_host_key(self, client: object, hostname: str, key: object) -> None:  # noqa: ARG002 -- paramiko's
        raise UnknownHost
