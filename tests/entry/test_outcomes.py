import errno

import pytest
from sqlalchemy.exc import OperationalError

from kenfolk.entry.outcomes import is_machines_fault, outcome_of
from kenfolk.kit.errors import AppError
from kenfolk.kit.steps import Failed, Retry
from kenfolk.packs.errors import PackNotReady
from kenfolk.storage.errors import Full, Missing, StorageError


class Hopeless(AppError):
    """It will never work."""


class TestIsMachinesFault:
    @pytest.mark.parametrize(
        "error",
        [
            Full(key="a", reason=""),
            PackNotReady(name="default"),
            OSError(errno.ENOSPC, "no space"),
            OperationalError("INSERT", {}, Exception("database is locked")),
        ],
    )
    def test_is_true_where_every_item_would_fail_alike(self, error):
        assert is_machines_fault(error)

    @pytest.mark.parametrize("error", [Hopeless(), Missing(key="a", reason=""), ValueError("x"), OSError(5, "I/O")])
    def test_is_false_where_another_item_may_do_well(self, error):
        assert not is_machines_fault(error)


class TestOutcomeOf:
    def test_a_lasting_error_is_a_failure_in_its_own_words(self):
        assert outcome_of(Hopeless()) == Failed("It will never work.")

    def test_an_error_that_may_pass_is_tried_again(self):
        assert isinstance(outcome_of(StorageError(key="a", reason="busy")), Retry)

    def test_an_unforeseen_error_is_tried_again_and_named(self):
        outcome = outcome_of(ValueError("strange\nthing"))

        assert isinstance(outcome, Retry)
        assert "ValueError: strange" in outcome.reason
