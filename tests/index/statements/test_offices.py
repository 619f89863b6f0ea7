"""What an archive tells of who holds an office."""

from index.statements.offices import Held, OfficeBook


def test_role_that_one_article_of_fifty_gives_is_a_slip() -> None:
    told = [Held("Ann Reyes", "Ohio Gov.", articles=49), Held("Ann Reyes", "president")]
    roles = OfficeBook(told).among("Reyes said no.").of("Ann Reyes", None)
    assert [role.head for role in roles] == ["governor"]


def test_office_that_another_surely_holds_is_not_a_candidates() -> None:
    told = [
        Held("Ann Reyes", "mayoral candidate", articles=30),
        Held("Ann Reyes", "Mayor", articles=2),
        Held("Tom Ode", "Mayor", articles=40),
    ]
    together = OfficeBook(told).among("Reyes and Ode met.")
    assert [role.head for role in together.of("Ann Reyes", None)] == ["candidate"]
    assert [role.head for role in together.of("Tom Ode", None)] == ["mayor"]
    # Of a text without the mayor nothing speaks against it.
    alone = OfficeBook(told).among("Reyes went home.")
    assert {role.head for role in alone.of("Ann Reyes", None)} == {"candidate", "mayor"}


def test_role_of_many_is_kept_by_whom_it_is_seldom_told() -> None:
    told = [
        Held("Ann Reyes", "Senator", articles=2),
        Held("Ann Reyes", "chairwoman", articles=30),
        Held("Tom Ode", "Senator", articles=40),
    ]
    roles = OfficeBook(told).among("Reyes and Ode met.").of("Ann Reyes", None)
    assert {role.head for role in roles} == {"senator", "chairman"}
