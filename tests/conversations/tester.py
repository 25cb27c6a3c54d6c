"""Conversation tests that read like the conversation.

    def test_a_second_area_is_understood(talk):
        talk.says("can it help stretch marks").hears("stretch marks")
        talk.says("and on my legs?").hears("legs", question="what_it_helps/my_area")

What is heard is what Rasa's rest protocol would send: text, buttons, custom. Every reply is
checked for what no patient may see, whatever the test itself looks for.
"""

import asyncio
import re
import uuid
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

from rasa.core.agent import Agent

from needlewise.channels.rest import replies

# The four articles' titles, as a patient sees them.
KNOW = "What You Should Know about Microneedling"
EVERYTHING = "Everything You Need to Know About Microneedling"
USAGE = "This Microneedling Treatment and Its Usage"
HOW = "How Microneedling Works"

MOST_CHARACTERS = 700
MOST_CHARACTERS_OF_TWO = 900

THEMES = (
    *("what_it_is", "how_it_works", "what_it_helps", "who_should_avoid", "treatment_day"),
    *("results", "recovery", "choosing_a_provider", "not_covered", "out_of_scope"),
    *("smalltalk", "about", "clinic", "follow_up"),
)
_NO_ANSWERS = ("smalltalk", "out_of_scope", "about", "clinic", "follow_up")
#: What must never reach a patient, and what to call it where it does.
_NEVER = (
    ("the name of an utterance", re.compile(r"utter_")),
    ("the name of an intent", re.compile(rf"\b(?:{'|'.join(THEMES)})/|nlu_fallback|red_flag\b")),
    (
        "the name of an action or a slot",
        re.compile(r"\baction_|self_check_|_form\b|requested_slot"),
    ),
    ("an unfilled placeholder", re.compile(r"[{}]")),
    ("a citation of a fact", re.compile(r"\[(?:-|00\d)")),
    ("an empty value", re.compile(r"(?<![.!?:\n”]) None\b|\bNone[.,;:]|\bnull\b")),
)
#: What never meets a red flag.
COMFORT = ("normal", "typical", "nothing to worry", "you are fine", "you're fine", "harmless")


class Conversation:
    """One patient's conversation; every method returns it, so that lines can be chained."""

    def __init__(self, agent: Agent, loop: asyncio.AbstractEventLoop) -> None:
        self._agent = agent
        self._loop = loop
        self._sender = f"patient-{uuid.uuid4()}"
        self._said: List[Tuple[str, str]] = []
        self.messages: List[Dict[str, Any]] = []  #: the replies to what was said last

    # What the patient does

    def says(self, text: str) -> "Conversation":
        """Send a message as a channel would, and check each reply for what must never be seen."""
        self.messages = self._loop.run_until_complete(
            replies(self._agent.handle_message, self._sender, text)
        )
        self._said.append((text, " ⏎ ".join(m.get("text", "") for m in self.messages)))
        self._check(self.messages, "there is no reply")
        texts = [message.get("text") for message in self.messages]
        self._check(len(set(texts)) == len(texts), "the same is said twice")
        for message in self.messages:
            self._checked(message)
        return self

    def taps(self, title: str) -> "Conversation":
        """Press a button: what it carries is sent."""
        buttons = {button["title"]: button["payload"] for button in self._buttons}
        self._check(title in buttons, f"{title!r} is not offered, but {list(buttons)}")
        return self.says(buttons[title])

    def picks(self, number: int) -> "Conversation":
        """Answer with the bare number of a choice, as where there are no buttons."""
        self._check(
            0 < number <= len(self._buttons), f"there are only {len(self._buttons)} choices"
        )
        return self.says(str(number))

    # What the patient gets

    def hears(
        self,
        *fragments: str,
        question: Union[str, Tuple[str, ...], None] = None,
        questions: Optional[Sequence[str]] = None,
        kind: Optional[str] = None,
        level: Optional[str] = None,
    ) -> "Conversation":
        """The reply holds these fragments (case does not count).

        Args:
            question: the one question that is answered, such as recovery/redness; of several,
                any will do.
            questions: all questions that are answered, in any order.
            kind: what the first message is, such as answer, not_covered or red_flag.
            level: of a red flag, emergency or same_day.
        """
        for fragment in fragments:
            self._check(fragment.lower() in self.text.lower(), f"nothing is said of {fragment!r}")
        if isinstance(question, tuple):
            one = len(self.answered) == 1 and self.answered[0] in question
            self._check(one, f"one of {question} should be answered, not {self.answered}")
        elif question is not None:
            questions = [question]
        if questions is not None:
            self._check(
                sorted(self.answered) == sorted(questions),
                f"{list(questions)} should be answered, not {self.answered}",
            )
        if kind is not None:
            found = self._custom(0).get("kind")
            self._check(found == kind, f"the kind is {found!r}, not {kind!r}")
        if level is not None:
            found = self._custom(0).get("level")
            self._check(found == level, f"the level is {found!r}, not {level!r}")
        return self

    def hears_one_of(self, *fragments: str) -> "Conversation":
        found = [fragment for fragment in fragments if fragment.lower() in self.text.lower()]
        self._check(found, f"nothing is said of any of {fragments}")
        return self

    def first_hears(self, beginning: str) -> "Conversation":
        """The reply begins so."""
        self._check(self.text.startswith(beginning), f"it does not begin with {beginning!r}")
        return self

    def never_hears(self, *fragments: str) -> "Conversation":
        for fragment in fragments:
            found = re.search(rf"\b{re.escape(fragment)}\b", self.text, re.IGNORECASE)
            self._check(not found, f"{fragment!r} is said")
        return self

    def hears_source(self, *titles: str) -> "Conversation":
        """The articles with these titles, among others, are named under the text."""
        lines = [line for line in self.text.splitlines() if line.startswith("Source")]
        for title in titles:
            self._check(any(f"“{title}”" in line for line in lines), f"{title!r} is not cited")
        return self

    def is_not_answered(self) -> "Conversation":
        """No question is answered from the articles."""
        found = [q for q in self.answered if not q.startswith(_NO_ANSWERS)]
        self._check(not found, f"{found} is answered")
        self._check("\nSource" not in self.text, "an article is cited")
        return self

    def hears_no_alarm(self) -> "Conversation":
        self._check(not self.raises_alarm, "an alarm is raised")
        return self

    def offers(self, *titles: str) -> "Conversation":
        """These buttons, among others, can be pressed."""
        for title in titles:
            self._check(title in self.offered, f"{title!r} is not offered, but {self.offered}")
        return self

    def offers_something(self) -> "Conversation":
        self._check(self.offered, "nothing is offered")
        return self

    def is_asked(self, point: str) -> "Conversation":
        """The self-check waits for an answer to the point that says this."""
        last = self.messages[-1]["text"]
        self._check(point.lower() in last.lower(), f"the last message does not ask about {point!r}")
        titles = [button["title"] for button in self.messages[-1].get("buttons", [])]
        self._check(titles == ["Yes", "No", "Not sure"], f"the answers offered are {titles}")
        return self

    def is_not_asked(self) -> "Conversation":
        """No point of the self-check is put."""
        self._check(not re.search(r"\bPoint \d", self.text), "a point of the self-check is put")
        return self

    # What the tester reads

    @property
    def text(self) -> str:
        """All that the reply says."""
        return "\n".join(message.get("text", "") for message in self.messages)

    @property
    def raises_alarm(self) -> bool:
        return any(self._custom(i).get("kind") == "red_flag" for i in range(len(self.messages)))

    @property
    def answered(self) -> List[str]:
        """The questions that the reply answers."""
        return [q for i in range(len(self.messages)) for q in self._custom(i).get("questions", [])]

    @property
    def offered(self) -> List[str]:
        """The titles of the buttons."""
        return [button["title"] for button in self._buttons]

    @property
    def slots(self) -> Dict[str, Any]:
        """What the conversation's record holds beside its words."""
        tracker = self._loop.run_until_complete(self._agent.tracker_store.retrieve(self._sender))
        return {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}

    def continued_with(self, agent: Agent) -> "Conversation":
        """The same conversation, where another agent on the same store answers from now on."""
        other = Conversation(agent, self._loop)
        other._sender, other._said, other.messages = self._sender, self._said, self.messages
        return other

    @property
    def _buttons(self) -> List[Dict[str, str]]:
        return [button for message in self.messages for button in message.get("buttons", [])]

    def _custom(self, index: int) -> Dict[str, Any]:
        return self.messages[index].get("custom") or {}

    def _checked(self, message: Dict[str, Any]) -> None:
        """What holds for every message to a patient."""
        text, custom = message.get("text", ""), message.get("custom") or {}
        self._check(text.strip(), "a reply is empty")
        two = len(custom.get("questions", [])) > 1
        most = MOST_CHARACTERS_OF_TWO if two else MOST_CHARACTERS
        self._check(len(text) < most, f"a reply has {len(text)} characters of {most}")
        seen = [text] + [b[key] for b in message.get("buttons", []) for key in ("title", "payload")]
        for what, pattern in _NEVER:
            found = next(filter(None, map(pattern.search, seen)), None)
            self._check(not found, f"the patient sees {what}: {found and found.group()!r}")
        if custom.get("kind") in ("answer", "disagreement"):
            self._check("\nSource" in text, "an answer names no source")
        if custom.get("kind") == "red_flag":
            for word in COMFORT:
                self._check(word not in text.lower(), f"a red flag is met with {word!r}")
            self._check("\nSource" not in text, "a red flag's answer claims an article")

    def _check(self, holds: Any, problem: str) -> None:
        if holds:
            return
        lines = [f"{problem}", ""]
        for said, heard in self._said[-6:]:
            shown = said if len(said) < 200 else f"{said[:200]}…"
            lines += [f"  patient: {shown!r}", f"  reply:   {heard}"]
        lines.append(f"  offered: {self.offered}")
        raise AssertionError("\n".join(lines))
