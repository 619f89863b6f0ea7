import pytest

from index.errors import NotAdmitted
from rag.page.admission import COOKIE, Admission
from rag.settings import Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_at_this_machine_everything_is_open(host: str) -> None:
    Admission(Settings(host=host)).check({})


@pytest.mark.parametrize(
    "settings",
    [
        Settings(host="0.0.0.0"),
        Settings(host="192.168.1.4"),
        Settings(host="::"),
        Settings(host="127.0.0.1", page_hosts="record.example"),
    ],
)
def test_elsewhere_changes_are_off_without_a_password(settings: Settings) -> None:
    admission = Admission(settings)
    with pytest.raises(NotAdmitted, match="set ONRECORD_ADMIN_PASSWORD"):
        admission.check({})
    with pytest.raises(NotAdmitted):
        admission.admit("")
    # Nobody may sign a ticket with an empty password.
    with pytest.raises(NotAdmitted):
        admission.check({COOKIE: "99999999999."})


def test_who_has_the_password_gets_a_ticket_that_no_other_process_takes() -> None:
    settings = Settings(host="0.0.0.0", admin_password="all mine")
    admission = Admission(settings)
    with pytest.raises(NotAdmitted, match="not the admin password"):
        admission.admit("all yours")
    ticket = admission.admit("all mine")
    admission.check({COOKIE: ticket})
    until, signature = ticket.split(".")
    for forged in ("", ".", f"{int(until) + 1}.{signature}", f"{until}.", f"{until}.{signature}0"):
        with pytest.raises(NotAdmitted, match="needs the admin password"):
            admission.check({COOKIE: forged})
    with pytest.raises(NotAdmitted):
        Admission(settings).check({COOKIE: ticket})


def test_a_password_is_asked_for_at_this_machine_where_one_is_set() -> None:
    with pytest.raises(NotAdmitted):
        Admission(Settings(admin_password="all mine")).check({})
