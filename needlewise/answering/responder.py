"""From an utterance's name and what was understood to a reply; no Rasa in here."""

from dataclasses import dataclass, field, replace
from typing import Dict, Mapping, Optional, Sequence, Tuple

from needlewise.answering.answer import Answer, answer
from needlewise.answering.reply import Reply, body, choice_of, choices, compose, source_line
from needlewise.content.library import Library
from needlewise.content.questions import Question
from needlewise.content.review import is_approved
from needlewise.understanding.conversation import Choice
from needlewise.understanding.red_flags import Kind
from needlewise.understanding.understanding import ANSWER_TO_CHECK, RED_FLAG, Asked

DRAFT_NOTE = "These answers are drafts that no clinician has approved yet."
APPROVED_NOTE = "A clinician has approved these answers."
SOME_APPROVED_NOTE = "A clinician has approved some of these answers; the others are drafts."
NOTHING_TO_REPEAT = "I have not answered anything yet."
#: A suggestion less likely than this is no help.
_WORTH_OFFERING = 0.02
_CHECK_TITLES = ("Yes", "No", "Not sure")
_NOT_OFFERED = ("smalltalk", "out_of_scope", "follow_up", "about")


@dataclass(frozen=True)
class Turn:
    """What the dialogue knows when it asks for an utterance."""

    message: str = ""
    corrected: str = ""
    asked: Tuple[Asked, ...] = ()
    suggestions: Tuple[str, ...] = ()
    red_flag: Optional[str] = None
    caution: Optional[str] = None  #: kind of red flag that the message might tell of
    last_text: str = ""  #: the answer before this one
    last_choices: Tuple[Choice, ...] = ()
    check: Mapping[str, str] = field(default_factory=dict)  #: self-check slot -> answer


class Responder:
    """Words every utterance of the domain."""

    def __init__(self, library: Library, kinds: Mapping[str, Kind]) -> None:
        self._library = library
        self._kinds = kinds
        self._values = {**library.clinic.placeholders(), "review_note": _review_note(library)}
        #: the last point asks for whatever the list does not name
        self._open_point = next(
            (
                q.point["name"]
                for q in library.questions.values()
                if q.point and not q.point["terms"]
            ),
            "",
        )

    def reply(self, utterance: str, turn: Turn) -> Reply:
        """The reply for an utterance such as utter_recovery/redness.

        Raises:
            KeyError: the domain has no such utterance.
        """
        question = self._library.questions[utterance[len("utter_") :]]
        if question.id == RED_FLAG:
            return self._red_flag(question, turn)
        reply = self._ordinary(question, turn)
        return self._cautioned(reply, turn.caution) if turn.caution in self._kinds else reply

    def _ordinary(self, question: Question, turn: Turn) -> Reply:
        if question.id == "nlu_fallback":
            return self._fallback(question, turn)
        if question.id == "self_check_summary":
            return self._summary(question, turn)
        if question.point:
            return self._point(question)
        if question.id == "smalltalk/yes" and turn.last_choices:
            plain = self._plain(question, turn)
            return Reply(plain.text, turn.last_choices)
        if question.kind == "boundary":
            return self._plain(question, turn)
        return self._answers(question, turn)

    def _answers(self, question: Question, turn: Turn) -> Reply:
        asked = turn.asked or (Asked(question.id, 1.0),)
        answers = [
            answer(
                self._library,
                self._library.questions[one.question],
                one.terms,
                f"{turn.message} \n {turn.corrected}",
            )
            for one in asked
            if one.question in self._library.questions
        ]
        approved = all(is_approved(self._library.questions[a.question]) for a in answers)
        return compose(self._library, answers, self._values, "approved" if approved else "draft")

    def _plain(self, question: Question, turn: Turn) -> Reply:
        values = {**self._values, "repeat": turn.last_text or NOTHING_TO_REPEAT}
        made = compose(self._library, [answer(self._library, question, (), turn.message)], values)
        if question.id == "smalltalk/repeat":
            return Reply(made.text, turn.last_choices)
        # talk about other things does not change the topic
        return Reply(made.text, made.choices, made.sources)

    def _red_flag(self, question: Question, turn: Turn) -> Reply:
        # a kind that a stored conversation knows and the content no longer does: the gravest
        kind = self._kinds.get(turn.red_flag or "") or next(iter(self._kinds.values()))
        when = {"self_harm": "self_harm"}.get(kind.id) or (
            "same_day" if kind.level == "same_day" else "general"
        )
        values = {**self._values, "opening": kind.opening}
        other = [a for a in turn.asked if not a.question.startswith(_NOT_OFFERED)]
        offered = tuple(choice_of(self._library, a.question, a.terms) for a in other)
        return Reply(
            body(question.variants[when], values),
            offered if kind.level == "same_day" else (),
            kind="red_flag",
            level=kind.level,
        )

    def _cautioned(self, reply: Reply, caution: str) -> Reply:
        """The reply after a word on what might be dangerous; it costs little where nothing is."""
        kind = self._kinds[caution]
        sentences = self._library.questions[RED_FLAG].variants[f"caution_{kind.level}"]
        words = body(sentences, {**self._values, "name": kind.name})
        return replace(reply, text=f"{words}\n{reply.text}", caution=kind.id)

    def _fallback(self, question: Question, turn: Turn) -> Reply:
        offered: Dict[str, Choice] = {}
        for target in turn.suggestions:
            if "/" in target and not target.startswith(_NOT_OFFERED):
                choice = choice_of(self._library, target)
                offered.setdefault(choice.title, choice)
        if not offered:
            themes = self._library.questions["smalltalk/greeting"]
            return Reply(
                body(question.variants["nothing_near"], self._values),
                choices(self._library, [_answer_of(themes)]),
            )
        return Reply(body(question.sentences, self._values), tuple(offered.values())[:3])

    def _point(self, question: Question) -> Reply:
        line = source_line(self._library, question.sentences)
        return Reply(
            f"{body(question.sentences, self._values)}\n{line}",
            tuple(Choice(title, ANSWER_TO_CHECK) for title in _CHECK_TITLES),
            tuple(self._library.articles.sources([c for s in question.sentences for c in s.cites])),
            kind="self_check",
        )

    def _summary(self, question: Question, turn: Turn) -> Reply:
        said = self._said(turn.check)
        on_list = [name for name in said["yes"] if name != self._open_point]
        when = "general" if on_list else "unsure" if said["unsure"] else "all_no"
        if said["yes"] and not on_list:
            when = "other"
        parts = [
            f"{words} {' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}"
            for words, names in (("yes to", said["yes"]), ("not sure to", said["unsure"]))
            if names
        ]
        if said["no"] and parts:
            parts.append("no to the rest")
        values = {**self._values, "said": "; ".join(parts)}
        sentences = question.variants[when]
        line = source_line(self._library, sentences)
        return Reply(
            f"{body(sentences, values)}\n{line}",
            choices(self._library, [_answer_of(question)]),
            tuple(self._library.articles.sources([c for s in sentences for c in s.cites])),
            kind="self_check",
        )

    def _said(self, check: Mapping[str, str]) -> Dict[str, Sequence[str]]:
        said: Dict[str, list] = {"yes": [], "no": [], "unsure": []}
        for question in self._library.questions.values():
            if question.point:
                slot = question.id[len("ask_") :]
                said.get(check.get(slot, ""), []).append(question.point["name"])
        return said


def _answer_of(question: Question) -> Answer:
    return Answer(question.id, question.kind, question.sentences, question.next)


def _review_note(library: Library) -> str:
    states = {is_approved(question) for question in library.questions.values()}
    if states == {True}:
        return APPROVED_NOTE
    return SOME_APPROVED_NOTE if True in states else DRAFT_NOTE
