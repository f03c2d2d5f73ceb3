"""Who asks, where and how fast."""

import pytest
from pydantic import ValidationError

from prudent.errors import UsageError
from sources.edgar.settings import EdgarSettings, edgar_settings


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    for name in ("USER_AGENT", "DATA_URL", "ARCHIVE_URL", "REQUESTS_PER_SECOND"):
        monkeypatch.delenv(f"PRUDENT_EDGAR_{name}", raising=False)
    edgar_settings.cache_clear()
    yield
    edgar_settings.cache_clear()


def test_shipped_settings_lead_to_the_sec_at_its_own_limit(make):
    settings = EdgarSettings(user_agent=make.agent)
    assert (settings.data_url, settings.archive_url) == ("https://data.sec.gov", "https://www.sec.gov")
    assert settings.requests_per_second == 10


def test_without_a_user_agent_it_is_said_what_to_set():
    with pytest.raises(UsageError) as refused:
        edgar_settings()
    assert refused.value.sentence.startswith("Set PRUDENT_EDGAR_USER_AGENT to your company's name and a mail address")
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    "agent",
    ["", "curl", "Example Committee", "staff@example.org", "Ex\nample a@b.org", "x@y z@", "A b@c.org\r\nHost: x"],
)
def test_a_user_agent_needs_a_name_and_a_mail_address(monkeypatch, agent):
    monkeypatch.setenv("PRUDENT_EDGAR_USER_AGENT", agent)
    with pytest.raises(
        UsageError, match="PRUDENT_EDGAR_USER_AGENT cannot be used: it must be a name and a mail address"
    ):
        edgar_settings()


@pytest.mark.parametrize(
    "agent", ["Example Committee staff@example.org", "Example (Committee) staff@mail.example.org v1"]
)
def test_a_declared_user_agent_is_taken(monkeypatch, agent):
    monkeypatch.setenv("PRUDENT_EDGAR_USER_AGENT", agent)
    assert edgar_settings().user_agent == agent


@pytest.mark.parametrize(
    "url",
    ["http://data.sec.gov", "ftp://data.sec.gov", "data.sec.gov", "https://", "https://me:secret@data.sec.gov", "https://data.sec.gov?x=1", "http://127.0.0.1.example.org"],
)  # fmt: skip
def test_an_address_is_https_and_bare(make, url):
    with pytest.raises(ValidationError):
        EdgarSettings(user_agent=make.agent, data_url=url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/", "http://localhost:8000", "http://[::1]:8000", "https://mirror.example.org/sec/"]
)
def test_this_machine_may_be_asked_without_https(make, url):
    assert EdgarSettings(user_agent=make.agent, data_url=url).data_url == url.rstrip("/")


@pytest.mark.parametrize(
    ("rate", "sentence"), [("11", "less than or equal to 10"), ("0", "greater than 0"), ("fast", "valid number")]
)
def test_the_rate_can_be_lowered_and_not_raised(monkeypatch, make, rate, sentence):
    monkeypatch.setenv("PRUDENT_EDGAR_USER_AGENT", make.agent)
    monkeypatch.setenv("PRUDENT_EDGAR_REQUESTS_PER_SECOND", rate)
    with pytest.raises(UsageError, match=f"PRUDENT_EDGAR_REQUESTS_PER_SECOND cannot be used.*{sentence}"):
        edgar_settings()
    assert EdgarSettings(user_agent=make.agent, requests_per_second=0.5).requests_per_second == 0.5
