"""Calls that nobody would make, drawn from the OpenAPI document: none is answered with a 500."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from tests.page.conftest import Server


def fuzz(server: Server, *, examples: int) -> int:
    """Call each reading endpoint so often; gives how many calls there were."""
    schema = schemathesis.openapi.from_url(f"{server.address}/api/openapi.json", wait_for_schema=30)
    calls = 0
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        if operation.method.upper() != "GET" and operation.path != "/ask":
            continue

        def call(case: Any) -> None:  # schemathesis' own type of it
            nonlocal calls
            calls += 1
            case.call_and_validate(
                base_url=f"{server.address}/api", checks=[not_a_server_error], timeout=60
            )

        drawn = st.one_of(
            operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
            operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        )
        trial = settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        trial(given(case=drawn)(call))()
    return calls


def test_no_call_makes_the_server_fail(server: Server) -> None:
    assert fuzz(server, examples=8) > 60


@pytest.mark.long
def test_no_call_of_many_makes_the_server_fail(server: Server) -> None:
    assert fuzz(server, examples=300) > 2500
