"""Prose of a scripted endpoint over a real archive: what is shown of it, and what is not."""

import itertools
import time
from dataclasses import replace
from typing import Any

import pytest

from index.archive import Archive
from rag.conversation import answer_turn
from rag.prose import finish, write_prose
from rag.types import Answer
from rag.writers.endpoint import Endpoint
from rag.written import Prose, credit
from tests.scripted_endpoint import Reply, Request, Script, scripted, writing

GOOD = "Mayor Ilse Maren said that the new tunnel would open in October [1]."
ALSO_GOOD = "Maren told reporters: “We owe the fishermen an apology” [2]."


@pytest.fixture(scope="session")
def answer(archive: Archive) -> Answer:
    """[1] is that the tunnel would open in October, [2] the apology; both are Maren's."""
    asked, _ = answer_turn(archive, "What did Maren say about the tunnel?")
    hers = {e.text[:15]: e for e in asked.extracts}
    extracts = [hers["Mayor Ilse Mare"], hers['"We owe the fis']]
    numbered = tuple(replace(e, number=n) for n, e in enumerate(extracts, 1))
    return replace(asked, extracts=numbered)


@pytest.fixture(scope="session")
def both(archive: Archive, answer: Answer) -> Answer:
    """The same with [3], Lindqvist's warning of the salt."""
    asked, _ = answer_turn(archive, "What did Lindqvist say about the pumps?")
    return replace(answer, extracts=(*answer.extracts, replace(asked.extracts[0], number=3)))


# Limits are of several types, checked by the endpoint that takes them.
def write(answer: Answer, archive: Archive, script: Script, **limits: Any) -> Prose:
    with scripted(script) as told:
        endpoint = replace(Endpoint(told.base_url, "scripted"), **limits)
        return finish(write_prose(answer, endpoint, archive.embed))


def test_good_sentences_are_supported_with_their_citations(
    answer: Answer, archive: Archive
) -> None:
    prose = write(answer, archive, writing(f"{GOOD} {ALSO_GOOD}"))
    assert [(s.verdict, s.citations) for s in prose.sentences] == [
        ("supported", (1,)),
        ("supported", (2,)),
    ]
    assert (prose.model, prose.local, prose.fault) == ("scripted", True, "")
    assert prose.first_s is not None
    assert prose.first_s <= prose.total_s


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Mayor Ilse Maren said that the new tunnel would open in October [7].", "cites no"),
        ("Mayor Ilse Maren said that the new tunnel would open in October.", "cites no"),
        ("Mayor Ilse Maren said that the new tunnel would open in October [2].", "October"),
        ("Mayor Ilse Maren said that the new tunnel would open in October [3].", "October"),
        ("Maren told reporters: “We owe the sailors an apology” [2].", "does not stand so"),
        ("Maren told reporters: “We owe the fishermen nothing” [2].", "does not stand so"),
        ("Bo Lindqvist said that the new tunnel would open in October [1].", "not in what"),
        ("Bo Lindqvist said that the new tunnel would open in October [1][3].", "Bo|Lindqvist"),
        ("Ilse Maren warned that salt had damaged the pumps [3].", "does not have Ilse Maren"),
        ("Ilse Maren warned that salt had damaged the pumps [1][3].", "salt|Maren|cover"),
        ("Mayor Ilse Maren said that the new tunnel would open in August [1].", "August"),
        ("On 9 May, Ilse Maren said that the new tunnel would open in October [1].", "9 May"),
        ("On Sunday, Ilse Maren said that the new tunnel would open in October [1].", "Sunday"),
        ("Ilse Maren said that the new tunnel would open in October 2032 [1].", "2032"),
        ("Ilse Maren said that the tunnel would open in October, 2031 [1].", "2031"),
        ("Ilse Maren said that the new tunnel would open in October 2031 [1].", "2031"),
        ("Ilse Maren said that 12 new tunnels would open in October [1].", "12"),
        ("Ilse Maren said that the new tunnel would not open in October [1].", "denies"),
        ("Ilse Maren denied that the new tunnel would open in October [1].", "denies"),
        ("Ilse Maren said that the new tunnel to Lindholm would open in October [1].", "Lindholm"),
        ("Ilse Maren said the ![tunnel](http://x.example/a.png) would open [1].", "link"),
        ("Ilse Maren said the [new tunnel](http://x.example) would open [1].", "link"),
        ("Ilse Maren said <a href=x>the new tunnel</a> would open in October [1].", "link"),
        ("Ilse Maren said that bread would be free for all pupils of the city [1].", "cover"),
    ],
)
def test_what_the_extracts_do_not_carry_is_unsupported_with_its_reason(
    both: Answer, archive: Archive, written: str, reason: str
) -> None:
    (sentence,) = write(both, archive, writing(written)).sentences
    assert sentence.verdict == "unsupported", sentence
    assert any(part in sentence.reason for part in reason.split("|")), sentence.reason


@pytest.mark.parametrize(
    "written",
    [
        "The new tunnel would open in October [1].",
        "Ilse Maren said that the new tunnel would open in October [1, 7].",
        "Ilse Maren said that the new tunnel would open in October [1][3].",
        "She said that the new tunnel would open in October [1].",
    ],
)
def test_what_is_carried_only_in_part_is_weak(both: Answer, archive: Archive, written: str) -> None:
    (sentence,) = write(both, archive, writing(written)).sentences
    assert (sentence.verdict, bool(sentence.reason)) == ("weak", True), sentence


def test_two_extracts_side_by_side_are_supported_and_swapped_ones_are_not(
    both: Answer, archive: Archive
) -> None:
    right = (
        "Maren said that the new tunnel would open in October, while Bo Lindqvist warned that "
        "salt had damaged the pumps [1][3]."
    )
    wrong = (
        "Bo Lindqvist said that the new tunnel would open in October, while Maren warned that "
        "salt had damaged the pumps [1][3]."
    )
    found = [s.verdict for s in write(both, archive, writing(f"{right} {wrong}")).sentences]
    assert found == ["supported", "unsupported"]


def test_what_changed_is_told_in_dated_sentences(both: Answer, archive: Archive) -> None:
    changed = replace(both, query=replace(both.query, form="changed"))
    dated = "On 3 May 2031, Ilse Maren said that the new tunnel would open in October [1]."
    undated = "Ilse Maren said that the new tunnel would open in October [1]."
    wrong = "On 4 May 2031, Ilse Maren said that the new tunnel would open in October [1]."
    judged = "On 3 May 2031, Ilse Maren changed her mind about the new tunnel [1]."
    text = f"{dated} {undated} {wrong} {judged}"
    with scripted(writing(text)) as told:
        prose = finish(write_prose(changed, Endpoint(told.base_url, "m"), archive.embed))
    assert [s.verdict for s in prose.sentences] == [
        "supported",
        "weak",
        "unsupported",
        "unsupported",
    ]
    assert prose.sentences[1].reason == "it does not say on which day"
    assert "Write one sentence for each day" in told.requests[0]["messages"][0]["content"]


def test_two_speakers_are_told_side_by_side(both: Answer, archive: Archive) -> None:
    asked = replace(both, query=replace(both.query, speakers=("Ilse Maren", "Bo Lindqvist")))
    lindqvist = "Bo Lindqvist warned that salt had damaged the pumps [3]."
    verdict = "Bo Lindqvist is right and Ilse Maren is wrong about the tunnel [1][3]."
    with scripted(writing(f"{GOOD} {lindqvist} {verdict}")) as told:
        prose = finish(write_prose(asked, Endpoint(told.base_url, "m"), archive.embed))
    assert [s.verdict for s in prose.sentences] == ["supported", "supported", "unsupported"]
    assert "one sentence for each speaker" in told.requests[0]["messages"][0]["content"]


def test_pronoun_is_whom_the_sentence_before_names(both: Answer, archive: Archive) -> None:
    lindqvist = "Bo Lindqvist warned that salt had damaged the pumps [3]."
    hers = "She said that the new tunnel would open in October [1]."
    right = write(both, archive, writing(f"{ALSO_GOOD} {hers}"))
    wrong = write(both, archive, writing(f"{lindqvist} {hers}"))
    assert [s.verdict for s in right.sentences] == ["supported", "supported"]
    assert [s.verdict for s in wrong.sentences] == ["supported", "unsupported"]


@pytest.mark.parametrize("chars", [1, 3, 1000])
def test_lists_emphasis_thoughts_and_controls_are_taken_off(
    answer: Answer, archive: Archive, chars: int
) -> None:
    text = (
        "<think>The user wants [1]. I invent.</think>\n- **Mayor Ilse Maren** said that the new "
        "tunnel would open in October. [1]\n- \x1b[2JMaren told reporters:\u202e “We owe the "
        "fishermen an apology”\n  [2]"
    )
    first, second = write(answer, archive, writing(text, chars=chars)).sentences
    assert first.text == "Mayor Ilse Maren said that the new tunnel would open in October."
    assert first.verdict == "supported"
    assert all(character.isprintable() for character in second.text)


def test_slow_writer_is_shown_sentence_by_sentence(answer: Answer, archive: Archive) -> None:
    slow = writing(f"{GOOD} {ALSO_GOOD}", chars=20, pause_s=0.02)
    with scripted(slow) as told:
        endpoint = Endpoint(told.base_url, "scripted")
        counts = [len(p.sentences) for p in write_prose(answer, endpoint, archive.embed)]
    assert counts == [1, 2, 2]


def stall(reply: Reply, request: Request) -> None:
    reply.status()
    reply.piece(f"{GOOD} And")
    time.sleep(3.0)


def drip(reply: Reply, request: Request) -> None:
    reply.status()
    reply.piece(f"{GOOD} And")
    while True:
        reply.piece(" so")
        time.sleep(0.02)


def die(reply: Reply, request: Request) -> None:
    reply.send_response(200)
    reply.send_header("Content-Length", "100000")
    reply.end_headers()
    reply.piece(f"{GOOD} Maren told reporters")
    reply.connection.close()


def send_bad_json(reply: Reply, request: Request) -> None:
    reply.status()
    reply.piece(f"{GOOD} And")
    reply.raw(b'data: {"choices": [{"delta"\n\n')


def send_html(reply: Reply, request: Request) -> None:
    reply.status(kind="text/html")
    reply.raw(b"<html><body>Log in</body></html>")


def flood(reply: Reply, request: Request) -> None:
    reply.status()
    reply.piece(f"{GOOD} And")
    for _ in range(160):
        reply.raw(b"x" * 65536)


@pytest.mark.parametrize(
    ("script", "fault", "count"),
    [
        (stall, "said nothing for 0.3 s", 1),
        (drip, "took too long", 1),
        (die, "broke off", 1),
        (send_bad_json, "no answer of an OpenAI-compatible", 1),
        (send_html, "no answer of an OpenAI-compatible", 0),
        (flood, "more than a million bytes", 1),
        (lambda reply, request: reply.status(401), "status 401", 0),
        (lambda reply, request: reply.status(302), "status 302", 0),
        (lambda reply, request: reply.status(503), "status 503", 0),
    ],
)
def test_fault_is_told_and_what_was_checked_before_it_stays(
    answer: Answer, archive: Archive, script: Script, fault: str, count: int
) -> None:
    # On a busy machine a short limit would cut short what is to fail in another way.
    short: dict[Script, dict[str, float]] = {stall: {"silence_s": 0.3}, drip: {"total_s": 0.8}}
    prose = write(answer, archive, script, **short.get(script, {}))
    assert fault in prose.fault
    assert [s.verdict for s in prose.sentences] == ["supported"] * count


@pytest.mark.parametrize("code", [429, 500, 503])
def test_transient_fault_is_tried_again(answer: Answer, archive: Archive, code: int) -> None:
    codes = itertools.chain([code], itertools.repeat(200))

    def script(reply: Reply, request: Request) -> None:
        status = next(codes)
        if status == 200:
            writing(GOOD)(reply, request)
        else:
            reply.status(status)

    prose = write(answer, archive, script)
    assert (prose.fault, len(prose.sentences)) == ("", 1)


def test_writer_that_repeats_itself_is_stopped(answer: Answer, archive: Archive) -> None:
    prose = write(answer, archive, writing(f"{GOOD} {ALSO_GOOD} {GOOD} {GOOD}"))
    assert len(prose.sentences) == 2


def test_nobody_listening_is_one_sentence(answer: Answer, archive: Archive) -> None:
    with scripted(writing(GOOD)) as told:
        address = told.base_url
    prose = finish(write_prose(answer, Endpoint(address, "gone"), archive.embed))
    assert prose.fault == (
        f"the writer at {address} cannot be reached: start it, or ask with --no-writer"
    )


def test_endpoint_that_does_not_stream_is_read_too(answer: Answer, archive: Archive) -> None:
    def script(reply: Reply, request: Request) -> None:
        reply.status(kind="application/json")
        reply.raw(b'{"choices": [{"message": {"content": "' + GOOD.encode() + b'"}}]}')

    assert write(answer, archive, script).sentences[0].verdict == "supported"


def test_leaving_closes_the_connection(answer: Answer, archive: Archive) -> None:
    left: list[bool] = []

    def endless(reply: Reply, request: Request) -> None:
        reply.status()
        try:
            while True:
                reply.piece(f"{GOOD} ")
                time.sleep(0.01)
        except OSError:
            left.append(True)

    with scripted(endless) as told:
        proses = write_prose(answer, Endpoint(told.base_url, "endless"), archive.embed)
        next(proses)
        proses.close()
        ends = time.monotonic() + 5
        while not left and time.monotonic() < ends:
            time.sleep(0.01)
    assert left


def test_key_is_sent_and_never_shown(answer: Answer, archive: Archive) -> None:
    with scripted(writing(GOOD)) as told:
        endpoint = Endpoint(told.base_url, "scripted", key="s3cret")
        finish(write_prose(answer, endpoint, archive.embed))
    assert told.keys == ["Bearer s3cret"]
    assert "s3cret" not in repr(endpoint)
    assert told.requests[0]["path"] == "/v1/chat/completions"
    assert told.requests[0]["stream"] is True


def test_nothing_is_sent_where_there_is_no_answer(archive: Archive) -> None:
    asked, _ = answer_turn(archive, "What did Merkel say about guarantees?")
    with scripted(writing(GOOD)) as told:
        prose = finish(write_prose(asked, Endpoint(told.base_url, "idle"), archive.embed))
    assert (prose.sentences, told.requests) == ((), [])


def test_where_the_text_goes_is_told() -> None:
    local, remote = Endpoint("http://localhost:1/v1", "m"), Endpoint("https://api.example.org", "m")
    assert credit("m", local.host, is_local=local.is_local).startswith(
        "Written by m on this machine, "
    )
    assert "at api.example.org; the question and the extracts are sent there" in credit(
        "m", remote.host, is_local=remote.is_local
    )
    assert not Endpoint("http://10.0.0.3/v1", "m").is_local
    assert Endpoint("http://[::1]:8080/v1", "m").is_local
