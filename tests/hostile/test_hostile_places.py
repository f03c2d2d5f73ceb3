"""Names, links, pipes, devices and sizes on disk: nothing outside of the project is read, and nothing that never ends."""

import os
import socket
import stat
from contextlib import chdir
from datetime import date
from pathlib import Path

import pytest
from hostile_doors import DOCUMENT, FUND

from prudent.errors import DataBad, HostileInput, SchemaChanged, UsageError
from prudent.ingest.files import Files
from prudent.ingest.fund import FUNDS, check_folder
from prudent.ingest.known import Known
from prudent.ingest.packet import read_packet
from prudent.model.limits import Limits
from prudent.store.layout import quarantined
from prudent.store.objects import confined, in_folder
from prudent.store.quarantine import quarantine
from tasks.artifacts import cell

PACKET = f"funds/{FUND.fund}/packet"
HEADER = f"""\
packet_format: 1
owner: {FUND.fund}
cik: {FUND.cik}
received: 2026-05-01
extractor: x
grade: C
note: x
documents:
  - {{id: {DOCUMENT.id}, title: {DOCUMENT.title}}}
"""


@pytest.fixture
def packet(tmp_path):
    folder = tmp_path / "project" / PACKET
    folder.mkdir(parents=True)
    (folder / "packet.yml").write_text(HEADER, encoding="utf-8")
    (tmp_path / "secret").write_text("frequency,kind,period_end,return_pct,source\n", encoding="utf-8")
    return folder


def read(packet, limits=None):
    root = packet.parents[2]
    return read_packet(Files(root, limits), f"funds/{FUND.fund}", "fund", Known.now(date(2026, 11, 24)), FUND)


def link(packet):
    (packet / "returns.csv").symlink_to(packet.parents[3] / "secret")


def link_to_a_device(packet):
    (packet / "returns.csv").symlink_to("/dev/zero")


def link_to_itself(packet):
    (packet / "returns.csv").symlink_to(packet / "returns.csv")


def pipe(packet):
    os.mkfifo(packet / "returns.csv")


def listening_socket(packet):
    # a socket's path may have a hundred characters
    with chdir(packet), socket.socket(socket.AF_UNIX) as made:
        made.bind("returns.csv")


def folder_of_that_name(packet):
    (packet / "returns.csv").mkdir()


def ten_gigabytes(packet):
    with (packet / "returns.csv").open("wb") as file:
        file.truncate(10 << 30)


def linked_documents(packet):
    (packet / "documents").symlink_to(packet.parents[3])


def link_in_documents(packet):
    (packet / "documents").mkdir()
    (packet / "documents" / "report.pdf").symlink_to("/etc/passwd")


def pipe_in_documents(packet):
    (packet / "documents").mkdir()
    os.mkfifo(packet / "documents" / "report.pdf")


def deep_documents(packet):
    (packet / "documents" / "/".join("abcdefgh")).mkdir(parents=True)


def large_document(packet):
    (packet / "documents").mkdir()
    with (packet / "documents" / "report.pdf").open("wb") as file:
        file.truncate(10 << 30)


def name_that_turns(packet):
    (packet / "x\u202egpj.csv").write_text("x", encoding="utf-8")


def name_that_colours(packet):
    (packet / "x\x1b[31m.csv").write_text("x", encoding="utf-8")


def name_of_a_line(packet):
    (packet / "x\nreturns.csv").write_text("x", encoding="utf-8")


def name_of_no_text(packet):
    Path(os.fsdecode(os.fsencode(packet) + b"/\xff\xfe.csv")).touch()


def name_that_is_markup(packet):
    (packet / "<script>alert(1)<").write_text("x", encoding="utf-8")


def linked_packet(packet):
    packet.rename(packet.with_name("elsewhere"))
    packet.symlink_to(packet.with_name("elsewhere"))


def header_that_is_a_pipe(packet):
    (packet / "packet.yml").unlink()
    os.mkfifo(packet / "packet.yml")


OUTSIDE = f"{PACKET}/returns.csv is a link that leads outside the project's folder, so it is not read."
NOT_REGULAR = f"{PACKET}/returns.csv is not a regular file, so it is not read."
NAMED = f"{PACKET}/ holds a name that cannot be printed, '{{}}'; rename it."
REPORT = f"{PACKET}/documents/report.pdf"
PLACES = [
    (link, HostileInput, OUTSIDE),
    (link_to_a_device, HostileInput, OUTSIDE),
    (pipe, HostileInput, NOT_REGULAR),
    (listening_socket, HostileInput, NOT_REGULAR),
    (folder_of_that_name, HostileInput, NOT_REGULAR),
    (ten_gigabytes, HostileInput, f"{PACKET}/returns.csv has 10,737,418,240 bytes; at most 8,388,608 are read."),
    (linked_documents, HostileInput, f"{PACKET}/documents is a link; put the folder itself there."),
    (link_in_documents, HostileInput, f"{REPORT} is a link; put the document itself there."),
    (pipe_in_documents, HostileInput, f"{REPORT} is not a regular file, so it is not read."),
    (large_document, HostileInput, f"{REPORT} has 10,737,418,240 bytes; at most 67,108,864 are read."),
    (name_that_turns, HostileInput, NAMED.format("x·gpj.csv")),
    (name_that_colours, HostileInput, NAMED.format("x·[31m.csv")),
    (name_of_a_line, HostileInput, NAMED.format("x·returns.csv")),
    (name_of_no_text, HostileInput, NAMED.format("··.csv")),
    (linked_packet, HostileInput, f"{PACKET} is a link; put the folder itself there."),
    (header_that_is_a_pipe, HostileInput, f"{PACKET}/packet.yml is not a regular file, so it is not read."),
]


@pytest.mark.parametrize(("make", "kind", "sentence"), PLACES, ids=[make.__name__ for make, _, _ in PLACES])
def test_what_is_no_plain_file_of_the_packet_is_refused(packet, make, kind, sentence):
    make(packet)
    with pytest.raises(kind) as refused:
        read(packet)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("make", "kind"),
    [(link_to_itself, HostileInput), (deep_documents, HostileInput), (name_that_is_markup, SchemaChanged)],
)
def test_what_else_lies_in_a_packet_is_refused(packet, make, kind):
    make(packet)
    with pytest.raises(kind) as refused:
        read(packet)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("name", ["../alpha", "..", "/etc", "alpha/../../x", "alpha-credit\x00", "a" * 5000, "", "."])
def test_a_fund_is_the_name_of_a_folder_and_no_way_to_one(packet, name):
    with pytest.raises(UsageError):
        check_folder(Files(packet.parents[2]), FUNDS, name, "fund")


@pytest.mark.parametrize(
    "name", ["../secret", "funds/../../secret", "/etc/passwd", "funds/alpha-credit/../../../secret"]
)
def test_no_name_leads_out_of_the_project(packet, name):
    with pytest.raises((DataBad, HostileInput)):
        Files(packet.parents[2]).read(name, 1_000)


@pytest.mark.parametrize(
    "key", ["../x", "/x", "a/../b", ".x", "a//b", "a\\b", "a b", "a\x00", "a/.b", "", "a/", "é", "C:/x"]
)
def test_a_key_of_the_store_names_a_place_inside(key):
    with pytest.raises(HostileInput, match="is no name inside the store"):
        confined(key)


@pytest.mark.parametrize(
    ("file", "last"),
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("x\x1b[31m.csv", "x__31m.csv"),
        ("=cmd|' /C calc'!A0.csv", "_cmd____C_calc__A0.csv"),
        ("<script>.csv", "_script_.csv"),
        ("x\u202egpj.csv", "x_gpj.csv"),
        ("a" * 300 + ".csv", "a" * 96 + ".csv"),
        ("", ""),
    ],
)
def test_a_name_in_quarantine_is_plain_and_short(file, last):
    key = quarantined("0" * 64, file)
    assert key == f"quarantine/{'0' * 16}-{last}"
    assert confined(key) == key


def test_what_is_refused_is_kept_as_it_came_and_runs_nothing(tmp_path):
    store = in_folder(tmp_path / "store")
    key = quarantine(store, "inbox/alpha/../../x.sh", b"#!/bin/sh\n", "DATA_BAD", "x")
    kept = tmp_path / "store" / key
    assert kept.parent == tmp_path / "store" / "quarantine"
    assert kept.read_bytes() == b"#!/bin/sh\n"
    assert not stat.S_IMODE(kept.stat().st_mode) & 0o111


def test_limits_are_those_of_the_settings(packet):
    (packet / "returns.csv").write_text("x" * 101, encoding="utf-8")
    with pytest.raises(HostileInput, match="has 101 bytes; at most 100 are read"):
        read(packet, Limits(csv_bytes=100))


def test_an_artifact_shows_text_and_no_markup():
    assert cell("a|b\n# <img src=x> [x](javascript:y) `c` ![d] *e*") == (
        r"a\|b \# \<img src=x\> \[x\](javascript:y) \`c\` \!\[d\] \*e\*"
    )
