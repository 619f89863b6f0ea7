"""Who may change the archive: everybody at this machine, elsewhere who has the password."""

import hashlib
import hmac
import ipaddress
import secrets
import time
from collections.abc import Mapping

from index.errors import NotAdmitted
from rag.settings import Settings

COOKIE = "onrecord_admin"

_VALID_S = 12 * 3600.0
_WRONG_S = 0.7


class Admission:
    """Decides for each request; remembers no visitor.

    A page that only this machine can reach is open. Elsewhere what changes the archive, or
    fetches an address, is off until somebody gives the admin password; they get a ticket
    that is signed with a key of this process.
    """

    def __init__(self, settings: Settings) -> None:
        self._password = settings.admin_password
        self._key = secrets.token_bytes(32)
        self.is_open = is_local_only(settings) and not self._password

    @property
    def can_be_asked(self) -> bool:
        """Whether there is a password to ask for."""
        return bool(self._password)

    def admit(self, password: str) -> str:
        """A ticket for whoever has the admin password; a wrong one costs a moment.

        Raises:
            NotAdmitted: It is wrong, or none is set.
        """
        if not self._password:
            raise NotAdmitted(_OPEN if self.is_open else _OFF)
        if not same(password, self._password):
            time.sleep(_WRONG_S)
            raise NotAdmitted("this is not the admin password: try again")
        until = str(int(time.time() + _VALID_S))
        return f"{until}.{self._sign(until)}"

    def may_change(self, cookies: Mapping[str, str]) -> bool:
        """Whether a request with these cookies may change the archive."""
        if self.is_open:
            return True
        until, _, signature = cookies.get(COOKIE, "").partition(".")
        is_ours = bool(self._password) and same(signature, self._sign(until))
        return is_ours and until.isdecimal() and int(until) > time.time()

    def check(self, cookies: Mapping[str, str]) -> None:
        """Refuse a request that may not change the archive.

        Raises:
            NotAdmitted: It says what to do.
        """
        if not self.may_change(cookies):
            raise NotAdmitted(_ASK if self._password else _OFF)

    def _sign(self, until: str) -> str:
        return hmac.new(self._key, until.encode(), hashlib.sha256).hexdigest()


_ASK = (
    "changing the archive needs the admin password: give it under Archive, or from a program "
    "at /api/admission"
)
_OPEN = "no password is asked for here: the archive can be changed without one"
_OFF = (
    "changing the archive is off at this address: serve the page at 127.0.0.1, or set "
    "ONRECORD_ADMIN_PASSWORD and start it again"
)


def is_local_only(settings: Settings) -> bool:
    """Whether only programs of this machine can reach the page.

    Behind a reverse proxy they cannot be told from others; such a page has other names.
    """
    return is_loopback(settings.host) and not settings.page_hosts


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own, seen from itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
