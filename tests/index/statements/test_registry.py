import pytest

from index.statements.registry import Spoken, group_speakers


def spellings(*names: str | Spoken) -> list[set[str]]:
    spoken = [name if isinstance(name, Spoken) else Spoken(name) for name in names]
    return [set(speaker.spellings) for speaker in group_speakers(spoken)]


@pytest.mark.parametrize(
    "names",
    [
        ("Ilse Brandt", "Ilse M. Brandt", "I. Brandt", "Brandt"),
        ("Mayor Ilse Brandt", "Ilse Brandt"),
        ("Sean O'Leary", "Sean O’Leary", "Sean OLeary"),
        ("José Peña", "Jose Pena"),
        ("Ann Marie Reyes", "Ann Reyes"),
        ("Ana Lopez Quill", "Lopez Quill"),
        ("Ban Ki-moon", "Ban Ki moon"),
    ],
)
def test_spellings_of_one_person_are_one(names: tuple[str, ...]) -> None:
    assert spellings(*names) == [set(names)]


@pytest.mark.parametrize(
    "names",
    [
        ("Ilse Brandt", "Anna Brandt"),
        ("Kurt Vogel", "Kurt Vogel Jr."),
        ("Ann Q. Reyes", "Ann R. Reyes"),
        ("Kurt Vogel", "Vogel Kurt"),
    ],
)
def test_different_people_stay_apart(names: tuple[str, str]) -> None:
    assert len(spellings(*names)) == 2


def test_bare_surname_of_two_is_neither() -> None:
    assert {"Brandt"} in spellings("Ilse Brandt", "Anna Brandt", "Brandt")


def test_initial_of_two_is_neither() -> None:
    assert {"A. Brandt"} in spellings("Anna Brandt", "Adam Brandt", "A. Brandt")


def test_son_with_his_own_role_is_told_from_his_father() -> None:
    one = Spoken("Harry Ode Jr.", 2, ("Adm.", "U.S. commander"))
    assert spellings(one, Spoken("Harry Ode", 1, ("admiral",))) == [{"Harry Ode Jr.", "Harry Ode"}]
    assert len(spellings(one, Spoken("Harry Ode", 1, ("baker",)))) == 2
    assert {"Ode Jr.", "Harry Ode Jr."} in spellings("Harry Ode", "Harry Ode Jr.", "Ode Jr.")


def test_what_is_no_person_is_one_only_where_it_is_written_alike() -> None:
    names = ("White House", "the White House", "House", "former president", "president")
    found = spellings(*(Spoken(name, kind="group") for name in names))
    assert {"White House", "the White House"} in found
    assert len(found) == 4


def test_speakers_have_their_counts_roles_and_most_used_full_name() -> None:
    (speaker,) = group_speakers(
        [
            Spoken("Brandt", 9, ("mayor",)),
            Spoken("Ilse Brandt", 5, ("mayor", "engineer")),
            Spoken("Ilse M. Brandt", 1),
        ]
    )
    assert (speaker.name, speaker.statements) == ("Ilse Brandt", 15)
    assert speaker.roles == ("mayor", "engineer")


def test_who_speaks_most_comes_first_and_none_gives_none() -> None:
    found = group_speakers([Spoken("Ann Reyes", 1), Spoken("Tom Ode", 2)])
    assert [speaker.name for speaker in found] == ["Tom Ode", "Ann Reyes"]
    assert group_speakers([]) == []
