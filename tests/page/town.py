"""A town of our own whose people each speak about the same matters, each in words of theirs."""

from datetime import date, timedelta
from pathlib import Path

PEOPLE = {
    "Mayor Ottoline Varga": "marmalade",
    "Engineer Bram Castellane": "granite",
    "Doctor Imke Solheim": "camphor",
    "Judge Leopold Arrowsmith": "parchment",
    "Captain Wilhelmina Dross": "driftwood",
    "Professor Anselm Quick": "quicksilver",
    "Inspector Rosalba Finch": "lantern",
    "Minister Tobias Hallowell": "velvet",
    "Senator Philippa Oakes": "hazelnut",
    "Director Casimir Blum": "porcelain",
}
"""Each person's name with the word that nobody else says."""

TOPICS = {
    "bridge": "would need a new {word} railing before the winter storms",
    "library": "had lost its {word} catalogue and half of its readers",
    "market": "could open on Sundays once the {word} stalls were repaired",
    "railway": "was running late because of the {word} signals at the junction",
    "school": "deserved a {word} roof and twelve more teachers",
}


def write_town(folder: Path) -> dict[str, str]:
    """An article a person, in the folder; gives the texts by id."""
    texts = {}
    for number, (person, word) in enumerate(PEOPLE.items()):
        day = date(2033, 4, 1) + timedelta(days=number)
        name = person.split()[-1]
        said = "\n\n".join(
            f"{person if i == 0 else name} said that the {topic} {words.format(word=word)}."
            for i, (topic, words) in enumerate(TOPICS.items())
        )
        text = (
            f" date {day} {person} speaks in Larkhaven. The Larkhaven Post/Ida Brask\n\n"
            f"By Noor Castellan\n\n{said}\n\n"
            f'"People here know {word} when they see it," {name} told the council.\n'
        )
        id_ = f"{name.lower()}.txt"
        (folder / id_).write_text(text)
        texts[id_] = text
    return texts
