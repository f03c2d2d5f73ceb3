"""Calls to a Prefect server over HTTP, for commands that start before Prefect can be imported.

Belongs here: one request, its authentication and its certificate. Does not: what is asked for (`dead_runs`, `deploy`).
Basic authentication is Prefect's own: `PREFECT_API_AUTH_STRING` (`user:password`) is sent with every request, also
through https. It is read from the environment and never written anywhere.
"""

import http.client
import json
import os
import ssl
import time
from base64 import b64encode
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from prudent.errors import PrudentError

AUTH = "PREFECT_API_AUTH_STRING"
SERVER_AUTH = "PREFECT_SERVER_API_AUTH_STRING"
_CERTIFICATE = "PREFECT_API_SSL_CERT_FILE"
_WAITS = (0.2, 0.5, 1, 2, 4, 8)
"""Seconds before a request is made again that the server had no time for: while one of its services writes, SQLite is
locked, and Prefect answers 503 without having done anything."""
_SHOWN = 300
"""Characters of a server's answer that an error repeats."""


class ServerRefused(PrudentError):
    """Prefect's server does not answer, or does not do what it was asked."""


def ask(api_url: str, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 -- Prefect's JSON
    """One request to Prefect's server. Returns its JSON; None where it says nothing.

    Raises:
        ServerRefused: it does not answer, or it refuses; the sentence holds its own words.
    """
    try:
        status, said = _answer(api_url, method, path, body)
        for wait in _WAITS:
            if status != http.client.SERVICE_UNAVAILABLE:
                break
            time.sleep(wait)
            status, said = _answer(api_url, method, path, body)
    except (OSError, http.client.HTTPException) as error:
        raise ServerRefused(f"Prefect's server at {api_url} does not answer: {error}.") from error
    if status == http.client.UNAUTHORIZED:
        raise ServerRefused(f"Prefect's server at {api_url} wants a password: set {AUTH}=user:password.")
    if status >= http.client.MULTIPLE_CHOICES:
        raise ServerRefused(
            f"Prefect's server refused {method} {path} ({status}): {said[:_SHOWN].decode(errors='replace')}"
        )
    return json.loads(said) if said else None


def answers(url: str) -> bool:
    """True if something answers at the address, and says that all is well."""
    try:
        status, _ = _answer(url, "GET", "")
    except (OSError, http.client.HTTPException):
        return False
    return status == http.client.OK


def time_of(api_url: str) -> datetime | None:
    """The server's own time, as the head of its answer says it; None where it says none."""
    connection, path = _connection(api_url)
    try:
        connection.request("GET", f"{path}/health", headers=_headers())
        said = connection.getresponse().getheader("date")
        return None if said is None else parsedate_to_datetime(said)
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()


def _connection(base: str) -> tuple[http.client.HTTPConnection, str]:
    """A connection to the server of an address, and the address's path."""
    parts = urlsplit(base)
    host = parts.hostname or ""
    if parts.scheme == "https":
        trusted = ssl.create_default_context(cafile=os.environ.get(_CERTIFICATE) or None)
        return http.client.HTTPSConnection(host, parts.port, timeout=30, context=trusted), parts.path.rstrip("/")
    return http.client.HTTPConnection(host, parts.port, timeout=30), parts.path.rstrip("/")


def _answer(base: str, method: str, path: str, body: object = None) -> tuple[int, bytes]:
    connection, start = _connection(base)
    try:
        sent = None if body is None else json.dumps(body)
        connection.request(method, start + path, sent, _headers())
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _headers() -> dict[str, str]:
    known = os.environ.get(AUTH)
    said = {"authorization": f"Basic {b64encode(known.encode()).decode()}"} if known else {}
    return {"content-type": "application/json"} | said
