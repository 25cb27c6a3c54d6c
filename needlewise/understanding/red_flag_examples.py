"""What the red-flag model is trained on: examples as they are, in part, and beside other talk."""

from itertools import cycle
from pathlib import Path
from typing import Dict, Iterator, List, Sequence, Tuple

from needlewise.content.yaml_files import read_yaml
from needlewise.understanding import framing
from needlewise.understanding.reader import shared_reader
from needlewise.understanding.red_flag_model import NONE
from needlewise.understanding.red_flags import Heard, Kind, hear

#: Longer messages stand alone: people who tell a tale do not add a question as an afterthought.
_SHORT = 12
#: Of the ordinary messages, one in so many stands beside another one.
_SOME = 8
#: How people put two things into one message: the first, the second, or the second and the first.
_JOINTS = ("{0}, {1}", "{1}. {0}", "{0} and {1}", "{1}, {0}", "{0}. also {1}", "{1} because {0}")


def examples(
    kinds: Dict[str, Kind], look_alikes: Path, ordinary: Sequence[str]
) -> Tuple[List[Heard], List[str]]:
    """Training messages as the guard hears them, with the kind of red flag of each, or none.

    Args:
        look_alikes: `data/safety/look_alikes.yml`.
        ordinary: messages that ask ordinary questions.
    """
    reader = shared_reader()
    harmless = [reader.read(str(text)).corrected for text in read_yaml(look_alikes)["examples"]]
    asking = [reader.read(text).corrected for text in ordinary]
    danger = [
        (reader.read(text).corrected, kind.id) for kind in kinds.values() for text in kind.examples
    ]
    rows = [(text, NONE) for text in dict.fromkeys([*harmless, *_parts(kinds, harmless), *asking])]
    rows += danger
    rows += beside(danger, asking)
    # so that a second thing in a message is no danger by itself
    rows += beside([(text, NONE) for text in [*harmless, *asking[::_SOME]]], asking)
    return [hear(kinds, text) for text, _ in rows], [kind for _, kind in rows]


def _parts(kinds: Dict[str, Kind], harmless: Sequence[str]) -> Iterator[str]:
    """What is harmless as a whole is so in its parts, but for those that state a sign.

    "My son has a fever" may stand in "my son has a fever, he has a cold, can I come another day".
    """
    for text in harmless:
        for part in framing.stretches(text):
            if not hear(kinds, part).stated:
                yield part


def beside(rows: Sequence[Tuple[str, str]], asking: Sequence[str]) -> List[Tuple[str, str]]:
    """Every other short message beside an ordinary question: danger beside a question is danger."""
    short = [(text, kind) for text, kind in rows if len(text.split()) <= _SHORT]
    questions = [text for text in asking if len(text.split()) <= _SHORT]
    if not questions:
        return []
    step = max(1, len(questions) // max(1, len(short) // 2))  # from all themes
    return [
        (joint.format(text, question), kind)
        for (text, kind), question, joint in zip(
            short[::2], cycle(questions[::step]), cycle(_JOINTS), strict=False
        )
    ]
