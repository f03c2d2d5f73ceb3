"""A public series to compare with: `benchmarks/<id>/benchmark.yml` and its packet.

Belongs here: reading the series that the policy names. Does not: which one is meaningful (policy and score/).
"""

from prudent.errors import DataBad, UsageError
from prudent.ingest.files import Files
from prudent.ingest.known import Known
from prudent.ingest.packet import Packet, read_packet
from prudent.ingest.yaml_model import parse_model
from prudent.model.benchmarks import Benchmarks
from prudent.model.fund import Fund
from prudent.model.ids import BenchmarkId
from prudent.model.value import Value

BENCHMARKS = "benchmarks"


class Benchmark(Value):
    """`benchmarks/<id>/benchmark.yml`: what the series is and where it comes from."""

    benchmark: BenchmarkId
    name: str
    note: str
    source: str


def needed(policy: Benchmarks, funds: tuple[Fund, ...]) -> tuple[BenchmarkId, ...]:
    """Each candidate for the funds or each part of it, in the policy's order, then the risk-free rate; each once."""
    asked = [policy.choice_for(fund) for fund in funds]
    choices = [choice for choice in (*policy.choices, *policy.funds) if choice in asked]
    candidates = [candidate.benchmark for choice in choices for candidate in choice.candidates]
    style = policy.style_also if candidates else ()
    series = [part.benchmark for candidate in (*candidates, *style) for part in policy.parts(candidate)]
    return tuple(dict.fromkeys([*series, policy.risk_free]))


def read_benchmark(files: Files, benchmark: BenchmarkId, table: str, known: Known) -> Packet:
    """Read one series.

    Args:
        files: the project's folder.
        benchmark: its id.
        table: the core table that its packet must have rows for.
        known: a packet cannot have been received after today, and one that came after its day was not known.

    Raises:
        UsageError: the series had not come on the day that is asked for.
        DataBad: the policy names a series that does not exist, or the packet has no rows for `table`.
        SchemaChanged, HostileInput: see the readers.
    """
    folder = f"{BENCHMARKS}/{benchmark}"
    name = f"{folder}/benchmark.yml"
    if not files.exists(name):
        raise DataBad(f"policy/benchmarks.yml names {benchmark}, but {name} does not exist: add it or take it out.")
    source = files.read(name, files.limits.yaml_bytes)
    identity = parse_model(source, Benchmark)
    if identity.benchmark != benchmark:
        raise DataBad(f"{name}: benchmark is {identity.benchmark}, but the folder is {benchmark}'s.", file=source.path)
    packet = read_packet(files, folder, "benchmark", known)
    if not known.had(packet.header.received):
        raise UsageError(
            f"Of the series {benchmark} nothing was known on {known.at}: its packet was received on "
            f"{packet.header.received}."
        )
    if not any(rows.table == table for rows in packet.rows):
        raise DataBad(f"{folder}/packet has no figures for {table}, which policy/benchmarks.yml needs from it.")
    return packet
