import threading

import anyio
import pytest

from index.errors import TooBusy
from rag.api.problems import problem, status_of
from rag.turnstile import Turnstile


async def test_few_work_some_wait_and_the_rest_are_turned_away() -> None:
    release = threading.Event()
    working: list[int] = []
    turnstile = Turnstile(at_once=2, waiting=3)
    done: list[int | str] = []

    def work(number: int) -> int:
        working.append(number)
        assert release.wait(20)
        return number

    async def one(number: int) -> None:
        try:
            done.append(await turnstile.run(work, number))
        except TooBusy as exc:
            done.append(str(exc))

    async with anyio.create_task_group() as tasks:
        for number in range(6):
            tasks.start_soon(one, number)
        while len(working) < 2 or not done:
            await anyio.sleep(0.01)
        assert len(working) == 2
        release.set()
    done.append(await turnstile.run(work, 7))
    refused, *rest = done
    assert refused == "5 calls are waiting already: try again in a few seconds"
    assert sorted(rest) == [0, 1, 2, 3, 4, 7]


def test_who_is_turned_away_is_told_when_to_come_back() -> None:
    error = TooBusy("68 calls are waiting already: try again in a few seconds")
    answer = problem(str(error), status_of(error))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")


async def test_an_error_leaves_room_for_the_next() -> None:
    turnstile = Turnstile(at_once=1, waiting=0)
    with pytest.raises(ZeroDivisionError):
        await turnstile.run(lambda: 1 // 0)
    assert await turnstile.run(lambda: 1) == 1
