import pytest

from rag.understanding.people import People, Person

PEOPLE = People(
    {
        "Ilse Maren": 5,
        "Maren": 2,
        "Ann Reyes": 3,
        "Midwife Carol Tan": 1,
        "Miriam O’Leary": 2,
        "Zofia Żółkiewska": 1,
        "Paul J. Reyes": 1,
        "Enrique Peña": 1,
        "Pentagon": 3,
        "mayor": 2,
        "U.S. official": 3,
        "Kim Jr.": 1,
    }
)


@pytest.mark.parametrize(
    ("asked", "name", "spellings"),
    [
        ("Ilse Maren", "Ilse Maren", ("Ilse Maren", "Maren")),
        ("maren", "Ilse Maren", ("Ilse Maren", "Maren")),
        ("Mayor Maren's", "Ilse Maren", ("Ilse Maren", "Maren")),
        ("Reyes", "Ann Reyes or Paul J. Reyes", ("Ann Reyes", "Paul J. Reyes")),
        ("Carol Tan", "Midwife Carol Tan", ("Midwife Carol Tan",)),
        ("Miriam O'Leary", "Miriam O’Leary", ("Miriam O’Leary",)),
        ("oleary", "Miriam O’Leary", ("Miriam O’Leary",)),
        ("zolkiewska", "Zofia Żółkiewska", ("Zofia Żółkiewska",)),
        ("Paul Reyes", "Paul J. Reyes", ("Paul J. Reyes",)),
        ("enrique pena", "Enrique Peña", ("Enrique Peña",)),
        ("the Pentagon", "Pentagon", ("Pentagon",)),
        ("the U.S. official", "U.S. official", ("U.S. official",)),
    ],
)
def test_name_means_these_speakers(asked: str, name: str, spellings: tuple[str, ...]) -> None:
    person = PEOPLE.find(asked)
    assert person is not None
    assert (person.name, person.spellings) == (name, spellings)


@pytest.mark.parametrize("asked", ["Biden", "Otto Maren", "the mayor", "", "?", "Mari"])
def test_somebody_else_is_nobody_here(asked: str) -> None:
    assert PEOPLE.find(asked) is None


def test_surname_of_several_is_the_one_who_speaks_by_far_the_most() -> None:
    people = People({"Ann Reyes": 9, "Paul Reyes": 1, "Reyes": 3})
    person = people.find("Reyes")
    assert person is not None
    assert (person.name, person.spellings) == ("Ann Reyes", ("Ann Reyes", "Reyes"))


def test_longest_leading_name_wins() -> None:
    found = PEOPLE.find_leading(["Ilse", "Maren", "want", "a", "tunnel"])
    assert found is not None
    assert (found[0].name, found[1]) == ("Ilse Maren", 2)


def test_office_of_a_place_is_no_namesake_of_it() -> None:
    people = People({"State of Wick": 3, "Iran Foreign Minister": 2, "Larry King": 1})
    assert people.find("the governor of Wick") is None
    assert people.find("the British prime minister") is None
    assert people.find("Senator King") == Person("Larry King", ("Larry King",))
    assert people.find("State of Wick") == Person("State of Wick", ("State of Wick",))
