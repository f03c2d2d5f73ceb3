"""Any sequence of memos, decisions and reviews: what never happens to a fund's chain."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from prudent.decide.allowed import ALLOWED, HELD, SEVERITY
from prudent.decide.ledger import Chain
from prudent.decide.moves import stand_of, state_of
from prudent.errors import UsageError
from prudent.model.decision import Outcome
from prudent.model.ledger import Decided
from prudent.model.standing import Effect, FundState, Mover
from prudent.model.verdict import Verdict
from tests.unit.watch_list.watch_builders import Ledger, decided, issued, reviewed

DATES = st.sampled_from([date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31)])
KINDS = st.sampled_from(["memo", "review"])
EFFECTS = st.lists(st.sampled_from(list(Effect)), max_size=2)
IN = {Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS}


class Committee(RuleBasedStateMachine):
    """Flows and a committee that record whatever they are let."""

    @initialize()
    def begin(self):
        self.ledger = Ledger()
        self.seen = []

    def _try(self, body):
        before = self.ledger.chain
        try:
            self.ledger.add(body)
        except UsageError as refused:
            self._refused(body, before, refused.sentence)
        else:
            assert self.ledger.chain.entries[:-1] == before.entries

    def _refused(self, body, before, sentence):
        assert self.ledger.chain == before, "what was refused left something behind"
        assert "selected" in sentence or "Allowed are" in sentence
        assert isinstance(body, Decided), "only a committee can be refused"

    @rule(staff=st.sampled_from(list(Verdict)), as_of=DATES)
    def a_memo_is_issued(self, staff, as_of):
        self._try(issued(staff, as_of))

    @rule(outcome=st.sampled_from(list(Outcome)), as_of=DATES, kind=KINDS, seals=st.booleans())
    def the_committee_decides(self, outcome, as_of, kind, seals):
        self._try(decided(outcome, as_of, kind))
        last = len(self.ledger.chain.entries)
        if seals and last and isinstance(self.ledger.chain.entries[-1].body, Decided):
            self._try(issued(Verdict.APPROVE, as_of, sealed_with=last))

    @rule(effects=EFFECTS, as_of=DATES)
    def a_quarter_is_reviewed(self, effects, as_of):
        self._try(reviewed(*effects, as_of=as_of))

    @invariant()
    def nothing_forbidden_has_happened(self):
        chain = self.ledger.chain
        states = [
            state_of(Chain("a-plan", "a-fund", chain.entries[:end], None)) for end in range(len(chain.entries) + 1)
        ]
        assert states[: len(self.seen)] == self.seen, "what was recorded says something else than it did"
        self.seen = states
        for entry, before, after in zip(chain.entries, states, states[1:], strict=False):
            self._held_against_the_table(entry.body, before, after)
        last = chain.entries[-1].body if chain.entries else None
        if isinstance(last, Decided) and last.decision.outcome is Outcome.MONITOR:
            assert stand_of(chain).selected_anew_since is None, "a fund of another strategy is quietly monitored again"

    @staticmethod
    def _held_against_the_table(body, before, after):
        by = Mover.COMMITTEE if isinstance(body, Decided) else Mover.RULE
        assert before is after or (before, after, by) in ALLOWED
        if by is Mover.RULE and before in HELD:
            assert after in HELD, "a rule took a fund out"
            assert SEVERITY[before] <= SEVERITY[after], "a rule made a fund less severe"
            assert after is before or SEVERITY[after] <= SEVERITY[FundState.WATCH], "a rule passed watch"
        if after in HELD and before not in HELD:
            assert by is Mover.COMMITTEE, "a rule put a fund on the menu"
            assert body.decision.outcome in IN, "a fund was held without being approved"


def test_no_sequence_breaks_the_watch_list():
    run_state_machine_as_test(
        Committee,
        settings=settings(max_examples=30, stateful_step_count=20, derandomize=True, database=None, deadline=None),
    )
