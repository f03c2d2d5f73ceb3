"""One GET at a time over HTTP: paced, bounded, tried again where that can help, told plainly where it cannot.

Belongs here: statuses, redirects, time-outs and sizes. Does not: which addresses there are (`addresses.py`) and what is
kept (`answers.py`).
"""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from prudent.errors import HostileInput, SchemaChanged, SourceLate
from prudent.ingest.characters import shown
from sources.edgar.answer import Again, Answer, EdgarRefuses, Expected, NotThere, check_body
from sources.edgar.pace import Pace
from sources.edgar.settings import EdgarSettings, is_loopback

# what is tried again is told once, when it is given up
logging.getLogger("stamina").addHandler(logging.NullHandler())

FIRST_WAIT_SECONDS = 1.0
"""Before the second attempt, doubled with each, plus up to a second by chance so that many do not come back at once."""
LONGEST_ANSWER_SECONDS = 900.0
"""A server that sends a byte now and then keeps no reader longer than this."""
MOST_REDIRECTS = 3


class Web(AbstractContextManager["Web"]):
    """The client. It goes to the two base addresses of the settings and nowhere else."""

    def __init__(self, settings: EdgarSettings, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._pace, self._clock = settings, pace, clock
        local = all(is_loopback(urlsplit(url).hostname or "") for url in (settings.data_url, settings.archive_url))
        self._client = httpx.Client(
            headers={"user-agent": settings.user_agent, "accept-encoding": "gzip, deflate"},
            timeout=settings.timeout_seconds,
            follow_redirects=False,
            # proxies of the environment are for the way out of this machine
            trust_env=not local,
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def get(self, address: str, expected: Expected, limit: int, known: Answer | None = None) -> Answer | None:
        """What stands at an address. None: it is still what `known` says.

        Args:
            address: under one of the base addresses.
            expected: what kind of answer it must be.
            limit: most bytes that are read, however many the server announces.
            known: the version that is at hand.

        Raises:
            NotThere: there is nothing.
            EdgarRefuses: status 403, which is not tried again.
            SourceLate: it did not answer in the number of attempts.
            SchemaChanged: the answer is of another kind.
            HostileInput: the answer is too large, or leads to another host.
        """
        headers = _conditions(known)
        attempts = stamina.retry_context(
            on=lambda error: wait_before(error, self._settings.longest_wait_seconds),
            attempts=self._settings.attempts,
            timeout=None,
            wait_initial=FIRST_WAIT_SECONDS,
            wait_max=self._settings.longest_wait_seconds,
        )
        try:
            for attempt in attempts:
                with attempt:
                    return self._once(address, expected, limit, headers)
        except Again as error:
            tried = f"after {self._settings.attempts} attempts" if self._settings.attempts > 1 else "at once"
            raise SourceLate(f"{address}: {error.why}, given up {tried}. Start again later.") from error
        raise AssertionError("every attempt returns or raises")

    def _once(self, address: str, expected: Expected, limit: int, headers: dict[str, str]) -> Answer | None:
        at = address
        for _ in range(MOST_REDIRECTS + 1):
            self._pace.wait()
            try:
                with self._client.stream("GET", at, headers=headers) as response:
                    if not response.has_redirect_location:
                        return self._read(response, address, expected, limit, conditional=bool(headers))
                    at = _redirected(at, response)
            except httpx.TimeoutException as error:
                raise Again(f"no answer in {self._settings.timeout_seconds:g} seconds") from error
            except (httpx.TransportError, httpx.DecodingError) as error:
                raise Again(f"the connection failed ({type(error).__name__})") from error
        raise SchemaChanged(f"{address} leads from one address to the next without end.")

    def _read(
        self, response: httpx.Response, address: str, expected: Expected, limit: int, *, conditional: bool
    ) -> Answer | None:
        if response.status_code == HTTPStatus.NOT_MODIFIED and conditional:
            return None
        refuse(response, address)
        content = self._body(response, address, limit)
        check_body(content, expected, address)
        return Answer(content, _sent(response, "etag"), _sent(response, "last-modified"))

    def _body(self, response: httpx.Response, address: str, limit: int) -> bytes:
        over = self._clock() + LONGEST_ANSWER_SECONDS
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > limit:
                raise HostileInput(f"{address} sends more than {limit:,} bytes; no more is read.")
            if self._clock() > over:
                raise Again(f"not whole after {LONGEST_ANSWER_SECONDS:g} seconds")
            parts.append(part)
        return b"".join(parts)


def _conditions(known: Answer | None) -> dict[str, str]:
    """Headers that ask for the body only if it is another than the known one."""
    if known is None:
        return {}
    named = {"if-none-match": known.etag, "if-modified-since": known.last_modified}
    return {name: value for name, value in named.items() if value}


def _sent(response: httpx.Response, name: str) -> str | None:
    """A header of the answer that can be sent back as it is."""
    value = response.headers.get(name)
    return value if value and value.isascii() and value.isprintable() else None


def wait_before(error: Exception, longest: float) -> bool | float:
    """Whether another attempt may help: the seconds that the server asks for, at most the longest; True for our own."""
    if not isinstance(error, Again):
        return False
    return True if error.after is None else min(error.after, longest)


def refuse(response: httpx.Response, address: str) -> None:
    """Raise what a status other than 200 says; see `Web.get`."""
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    if status == HTTPStatus.FORBIDDEN:
        raise EdgarRefuses
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise NotThere(f"{address}: EDGAR has nothing there ({status}).")
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Again(f"status {status}", retry_after(response.headers))
    raise SchemaChanged(f"{address} answers with status {status}, which EDGAR is not known to give.")


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds that the server asks to wait, as a number or as a time beside its own `Date`; None if it asks none."""
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdecimal():
        return float(asked[:9])
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        # one of them is no time, or only one of them names its zone
        return None
    return max(0.0, wait.total_seconds())


def _redirected(at: str, response: httpx.Response) -> str:
    """Where a redirect leads.

    Raises:
        HostileInput: to another scheme, host or port: an answer from there would not be EDGAR's.
    """
    location = response.headers.get("location", "")
    try:
        to = urljoin(at, location)
        same = urlsplit(to)[:2] == urlsplit(at)[:2]
    except ValueError:
        to, same = location, False
    if not same:
        raise HostileInput(f"{at} leads to another host, {shown(to)}; it is not followed.")
    return to
