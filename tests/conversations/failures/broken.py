"""Answer generators that fail, named in endpoints like the real one."""

from typing import Any, Dict, Optional

from rasa.core.nlg.generator import NaturalLanguageGenerator

from needlewise.answering.generator import TECHNICAL_PROBLEM, AnswerGenerator


class CannotWord(AnswerGenerator):
    """The real one, where no answer but the apology can be worded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded = self._responder.reply

        def reply(utterance: str, turn: Any) -> Any:
            if utterance != TECHNICAL_PROBLEM:
                raise RuntimeError("broken on purpose")
            return worded(utterance, turn)

        self._responder.reply = reply  # type: ignore[method-assign]


class CannotDoAnything(NaturalLanguageGenerator):
    """One that raises, whatever it is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    async def generate(self, *args: Any, **kwargs: Any) -> Optional[Dict[str, Any]]:
        raise RuntimeError("broken on purpose")


def named(generator: type) -> Dict[str, str]:
    """The entry of endpoints.yml for one of these."""
    return {"type": f"{generator.__module__}.{generator.__name__}"}
