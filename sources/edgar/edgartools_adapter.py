"""edgartools, behind one door: the words of a filing's page as plain text, so that a person can find a passage.

Belongs here: everything that knows the package. Figures are never taken from it: the forms that decide a memo have
readers of our own. It runs in a process of its own, started from this very file, because on import it makes folders in
the user's home and keeps pickled caches there, and because its other functions fetch by themselves. That process has a
throw-away home and no sockets.
"""

# only the standard library up here: the process that runs this file needs nothing else of ours

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

INSTALL = "make extras"
LONGEST_SECONDS = 120
"""The largest shareholder report takes under twenty."""
_NOT_FOR_IT = {"EDGAR_LOCAL_DATA_DIR", "EDGAR_CACHE_DIR", "EDGAR_IDENTITY", "HOME", "USERPROFILE"}


def plain_text(page: bytes, name: str, seconds: float = LONGEST_SECONDS) -> str:
    """The words of an HTML page, a paragraph or a table's row a line; of plain text, the text itself.

    Args:
        page: the document as filed.
        name: what messages call it.
        seconds: longest time.

    Raises:
        UsageError: edgartools is not installed; the sentence says how to install it.
        DataBad: it cannot read the page, or not in time.
    """
    from prudent.errors import DataBad, UsageError  # noqa: PLC0415 -- see the top

    if not is_installed():
        raise UsageError(f"Plain text of a filing needs edgartools. Install it with: {INSTALL}")
    with tempfile.TemporaryDirectory(prefix="prudent-edgartools-") as home:
        kept = {key: value for key, value in os.environ.items() if key not in _NOT_FOR_IT}
        places = {"HOME": home, "USERPROFILE": home, "EDGAR_LOCAL_DATA_DIR": home, "EDGAR_CACHE_DIR": home}
        try:
            done = subprocess.run(  # noqa: S603 -- ours
                [sys.executable, "-I", str(Path(__file__).resolve())],
                input=page,
                capture_output=True,
                env=kept | places,
                cwd=home,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DataBad(f"{name} has no plain text after {seconds:g} seconds.") from error
    if done.returncode:
        raise DataBad(f"{name} cannot be turned into plain text. Look at the page itself.")
    return done.stdout.decode("utf-8")


def is_installed() -> bool:
    """True if the extra is there. Nothing of it is loaded."""
    return importlib.util.find_spec("edgar") is not None


def _no_network() -> None:
    """From here on, this process opens no connection."""

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system"}:
            raise RuntimeError(f"{event} is not for a reader of pages")

    sys.addaudithook(refuse)


def _words(page: bytes) -> str:
    """The page's words. This is all that we use of edgartools."""
    from edgar.documents import ParserConfig, parse_html  # noqa: PLC0415 -- three seconds, and only in its own process

    text = page.decode("utf-8", errors="replace")
    if "<" not in text:
        return text
    config = ParserConfig(extract_xbrl=False, extract_styles=False, enable_parallel=False, normalize_text=False)
    return parse_html(text, config).text(clean=False, table_max_col_width=1_000)


if __name__ == "__main__":
    _no_network()
    sys.stdout.buffer.write(_words(sys.stdin.buffer.read()).encode("utf-8", errors="replace"))
