"""The page's parts and what happens between them; Gradio is the frame, queue and state."""

from collections.abc import Iterator
from html import escape
from typing import Any, TypeAlias

import gradio as gr

from index.errors import OnRecordError
from rag.conversation import answer_turn
from rag.page.adding import Job, kept_aside, name_of, run_with_progress
from rag.page.library import EXAMPLES, Library
from rag.page.opening import Opening, read_opening
from rag.page.sources import NO_SOURCES, render_sources
from rag.page.thread import render_thread
from rag.types import Conversation

FORMATS = [".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".tsv", ".parquet", ".pdf", ".zip"]

# Asking waits for the processor only; indexing runs one at a time and beside it.
_ASKING_LIMIT = 4

_FAULT = (
    '<p class="problem" role="alert">This question could not be answered because of a fault '
    "in the program; its terminal says more. Ask another way, or again.</p>"
)

Updates: TypeAlias = tuple[Any, ...]
"""New values for components, in the order of an event's outputs; Gradio types none."""


class _Parts:
    """The components that events read and write, created in the order of the page."""

    def __init__(self) -> None:
        self.conversation = gr.State(Conversation())
        with gr.Row(elem_id="frame"):
            with gr.Column(elem_id="rail"):
                self.masthead = _html("masthead")
                self.renew = gr.Button("New conversation", elem_id="renew")
                with gr.Accordion("Add articles", open=False, elem_id="adding") as self.adding:
                    self.drop = gr.File(
                        label="Articles: text, web pages, tables or PDF",
                        show_label=False,
                        file_count="multiple",
                        file_types=FORMATS,
                        elem_id="drop",
                        height=112,
                    )
                    self.names = gr.JSON(visible=False)
                self.summary = _html("summary")
            with gr.Column(elem_id="talk"):
                with gr.Column(elem_id="pages"):
                    self.start = _html("start")
                    with gr.Column(elem_id="examples"):
                        self.examples = [
                            gr.Button(visible=False, elem_classes="example")
                            for _ in range(EXAMPLES)
                        ]
                        self.sample = gr.Button("Use the sample", visible=False, elem_id="sample")
                    self.thread = _html("thread", "onRecord.thread(element, trigger, watch)")
                with gr.Column(elem_id="ask"):
                    self.notice = _html("notice")
                    self.question = gr.Textbox(
                        placeholder="Ask the record…",
                        label="Your question",
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        autofocus=True,
                        submit_btn="Ask",
                        elem_id="question",
                    )
            with gr.Column(elem_id="panel"):
                self.panel = _html("sources", "onRecord.panel(element, watch)", value=NO_SOURCES)

    def openings(self) -> list[gr.blocks.Block]:
        """What an opening fills, in the order of `_shown`."""
        return [self.masthead, self.start, self.adding, self.sample, *self.examples]


def _html(elem_id: str, on_load: str = "", *, value: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, js_on_load=on_load, apply_default_css=False)


def _shown(opening: Opening) -> Updates:
    examples = [
        gr.update(value=question, visible=bool(question))
        for question in (*opening.examples, *[""] * EXAMPLES)[:EXAMPLES]
    ]
    adding = gr.update(open=True) if opening.is_empty else gr.skip()
    sample = gr.update(visible=opening.is_empty)
    return opening.masthead, opening.start, adding, sample, *examples


def build_layout(library: Library) -> gr.Blocks:
    """Put the page together over a library."""
    page = gr.Blocks(title="On Record", analytics_enabled=False, fill_width=True)
    with page:
        parts = _Parts()
        page.load(
            lambda: _shown(read_opening(library)),
            outputs=parts.openings(),
            show_progress="hidden",
            concurrency_limit=None,
            api_visibility="private",
        )
        _wire_asking(parts, library)
        _wire_adding(parts, library)
    return page


def _answer(library: Library, question: str, conversation: Conversation) -> Iterator[Updates]:
    """The question as pending, then the thread with its answer or the box with a notice."""
    yield "", "", render_thread(conversation.turns, pending=question), gr.skip(), gr.skip()
    try:
        archive = library.archive()
        answer, grown = answer_turn(
            archive,
            question,
            conversation,
            max_chars=library.settings.max_question_chars,
            min_evidence=library.settings.min_evidence,
        )
        panel = render_sources(answer, archive.find, turn=len(conversation.turns))
    except OnRecordError as exc:
        notice = f'<p class="problem" role="alert">{escape(str(exc))}</p>'
        yield question, notice, render_thread(conversation.turns), gr.skip(), gr.skip()
        return
    except Exception:
        # A fault of ours: the person keeps the question, the terminal the traceback.
        yield question, _FAULT, render_thread(conversation.turns), gr.skip(), gr.skip()
        raise
    yield gr.skip(), "", render_thread(grown.turns), panel, grown


def _wire_asking(parts: _Parts, library: Library) -> None:
    outputs = [
        parts.question,
        parts.notice,
        parts.thread,
        parts.panel,
        parts.conversation,
    ]

    def ask(question: str, conversation: Conversation) -> Iterator[Updates]:
        yield from _answer(library, question, conversation)

    def go_to(event: gr.SelectData, conversation: Conversation) -> str:
        turn, number = int(event.index[0]), int(event.index[1])
        if not 0 <= turn < len(conversation.turns):
            return NO_SOURCES
        answer = conversation.turns[turn].answer
        return render_sources(answer, library.archive().find, turn=turn, focus=number)

    for trigger, source in [
        (parts.question.submit, parts.question),
        *[(example.click, example) for example in parts.examples],
    ]:
        trigger(
            ask,
            [source, parts.conversation],
            outputs,
            show_progress="hidden",
            concurrency_limit=_ASKING_LIMIT,
            concurrency_id="asking",
            api_visibility="private",
        )
    parts.thread.select(
        go_to,
        parts.conversation,
        parts.panel,
        show_progress="hidden",
        concurrency_limit=None,
        api_visibility="private",
    )
    parts.renew.click(
        lambda: ("", "", "", NO_SOURCES, Conversation()),
        None,
        outputs,
        show_progress="hidden",
        concurrency_limit=None,
        api_visibility="private",
    )


def _wire_adding(parts: _Parts, library: Library) -> None:
    outputs = [parts.drop, parts.summary, *parts.openings()]
    unchanged = tuple(gr.skip() for _ in parts.openings())

    def index(job: Job, what: str) -> Iterator[Updates]:
        for words in run_with_progress(job, what):
            yield None, words, *unchanged
        yield None, words, *_shown(read_opening(library))

    def add(uploads: list[str], names: list[object]) -> Iterator[Updates]:
        with kept_aside(uploads, names) as paths:
            yield from index(lambda tell: library.add(paths, tell), name_of(len(paths)))

    def add_sample() -> Iterator[Updates]:
        yield from index(library.add_sample, "the sample")

    # The names come with the files: Gradio keeps uploads under names it has cleaned.
    parts.drop.upload(
        add,
        [parts.drop, parts.names],
        outputs,
        js="(files) => [files, files.map((file) => file.orig_name)]",
        show_progress="hidden",
        trigger_mode="multiple",
        concurrency_limit=1,
        concurrency_id="adding",
        api_visibility="private",
    )
    parts.sample.click(
        add_sample,
        None,
        outputs,
        show_progress="hidden",
        concurrency_limit=1,
        concurrency_id="adding",
        api_visibility="private",
    )
