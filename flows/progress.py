"""What a person sees while a command works, on standard error: each stage's one line, or one line for it all."""

import logging
from pathlib import Path
from typing import TextIO

_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"


class StageLines(logging.Handler):
    """Prints the line that a stage logs for its flow run. Prefect's own lines carry no `stage` and are left out."""

    def __init__(self, stream: TextIO, *, colour: bool) -> None:
        super().__init__(logging.INFO)
        self._stream, self._colour = stream, colour

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line: fund, stage, what it did."""
        stage = getattr(record, "stage", None)
        if stage is None:
            return
        fund = str(getattr(record, "flow_run_name", "")).split(" ", 1)[0]
        line = f"{fund:<32}  {stage:<8}  {record.getMessage()}"
        print(f"{_DIM}{line}{_PLAIN}" if self._colour else line, file=self._stream, flush=True)


def show_progress(stream: TextIO, *, colour: bool, errors: Path) -> None:
    """From here on, print the stages' lines to the stream, and keep what breaks, with its traceback, in a file."""
    kept = logging.FileHandler(errors, delay=True, encoding="utf-8")
    kept.setLevel(logging.ERROR)
    kept.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    logging.getLogger("prefect.flow_runs").addHandler(kept)
    logging.getLogger("prefect.task_runs").addHandler(StageLines(stream, colour=colour))


def say_working(stream: TextIO, sentence: str) -> None:
    """Tell a person at a terminal what a command without stages is at; a file or a pipe is told nothing."""
    if stream.isatty():
        print(f"{_DIM}{sentence}{_PLAIN}", file=stream, flush=True)
