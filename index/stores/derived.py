"""What is worked out once for each generation of an archive, and kept while it lasts."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")

# Readers that began before a commit still ask for the generation before it.
_GENERATIONS_KEPT = 2
_MOST_KEPT = 256


class _Slot:
    """One value, made by whoever asks first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.value: object = None
        self.is_made = False


class Derived:
    """Values that depend on nothing but the generation; threads may share it.

    Values of all but the two newest generations are dropped, and of these the least
    recently used where there are too many.
    """

    def __init__(self, *, most: int = _MOST_KEPT) -> None:
        """Keep at most this many values."""
        self._most = most
        self._lock = threading.Lock()
        self._slots: OrderedDict[tuple[int, Hashable], _Slot] = OrderedDict()

    def get(self, generation: int, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key at a generation, made by the first who asks.

        Others who ask meanwhile wait for it; where making fails, the next one tries.
        """
        with self._lock:
            slot = self._slots.get((generation, key))
            if slot is None:
                slot = self._slots[generation, key] = _Slot()
                self._drop_what_is_old()
            else:
                self._slots.move_to_end((generation, key))
        with slot.lock:
            if not slot.is_made:
                slot.value = make()
                slot.is_made = True
            return cast("T", slot.value)

    def _drop_what_is_old(self) -> None:
        newest = max(generation for generation, _ in self._slots)
        for key in [k for k in self._slots if k[0] <= newest - _GENERATIONS_KEPT]:
            del self._slots[key]
        while len(self._slots) > self._most:
            self._slots.popitem(last=False)
