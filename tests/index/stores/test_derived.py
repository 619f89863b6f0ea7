import threading
import time

import pytest

from index.stores.derived import Derived


def test_value_is_made_once_for_each_generation_and_key() -> None:
    derived, made = Derived(), []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [derived.get(7, "a", make), derived.get(7, "a", make)] == [1, 1]
    assert derived.get(7, "b", make) == 2
    assert derived.get(8, "a", make) == 3


def test_only_the_two_newest_generations_are_kept() -> None:
    derived = Derived()
    for generation in (1, 2, 3):
        derived.get(generation, "a", lambda: "first")
    assert derived.get(2, "a", lambda: "again") == "first"
    assert derived.get(1, "a", lambda: "again") == "again"


def test_least_recently_used_goes_first_where_there_are_too_many() -> None:
    derived = Derived(most=2)
    for key in ("a", "b", "a", "c"):
        derived.get(1, key, lambda: "first")
    assert derived.get(1, "a", lambda: "again") == "first"
    assert derived.get(1, "b", lambda: "again") == "again"


def test_those_who_ask_meanwhile_wait_for_the_one_who_makes_it() -> None:
    derived, made, got = Derived(), [], []

    def make() -> str:
        time.sleep(0.05)
        made.append(1)
        return "value"

    threads = [
        threading.Thread(target=lambda: got.append(derived.get(1, "a", make))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (got, made) == (["value"] * 8, [1])


def test_what_could_not_be_made_is_tried_again() -> None:
    derived = Derived()

    def fail() -> int:
        raise ValueError("no luck")

    with pytest.raises(ValueError, match="no luck"):
        derived.get(1, "a", fail)
    assert derived.get(1, "a", lambda: 5) == 5
