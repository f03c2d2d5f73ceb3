"""What a person sees beside a run in Prefect: tables and Markdown. HTML does not render there."""

from typing import Any

from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact

from prudent.model.period import quarter_label
from prudent.model.run import Request
from prudent.model.value import Value


class TableArtifact(Value):
    """A table: one dict a row, as Prefect takes it."""

    key: str
    description: str
    rows: tuple[dict[str, Any], ...]

    async def create(self) -> None:
        """Show it beside the task run."""
        await acreate_table_artifact(table=list(self.rows), key=self.key, description=self.description)


class MarkdownArtifact(Value):
    """A short text."""

    key: str
    description: str
    text: str

    async def create(self) -> None:
        """Show it beside the task run."""
        await acreate_markdown_artifact(markdown=self.text, key=self.key, description=self.description)


Artifact = TableArtifact | MarkdownArtifact


def artifact_key(what: str, request: Request) -> str:
    """The key under which Prefect keeps the versions of one artifact: lower-case letters, digits and dashes."""
    return f"{what}-{request.fund}-{quarter_label(request.as_of).lower()}"


def cell(text: str) -> str:
    """Text from outside, made safe to stand in a Markdown table or list."""
    flat = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>|#!" else char for char in flat)
