import pytest

from flows.telling import tell


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a\x1b[2J\x07b", "a·[2J·b"),
        ("one\nprudent: Issue 9.", "one·prudent: Issue 9."),
        ("a\u202eb", "a·b"),
        ("3.63\u202f% – «ok»", "3.63\u202f% – «ok»"),
    ],
)
def test_what_a_terminal_would_obey_is_a_dot(said, shown, capsys):
    tell(said)
    assert capsys.readouterr() == ("", f"prudent: {shown}\n")
