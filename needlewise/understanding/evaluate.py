"""The same understanding on any data: train on one Rasa NLU file, test on another.

    python -m needlewise.understanding.evaluate --train A.yml --test B.yml --out-of-scope LABEL

Spelling, encoder, classifier and calibration are those of the assistant; its vocabulary and its
conversations play no part. What is not believed counts as out of scope, and the threshold for
that comes from the training file alone.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from rasa.shared.nlu.training_data.entities_parser import replace_entities
from sklearn.metrics import f1_score, matthews_corrcoef

from needlewise.content.questions import example_lines
from needlewise.content.yaml_files import ContentError, read_yaml
from needlewise.understanding.encoder import EncoderMissing, shared_encoder
from needlewise.understanding.question_model import QuestionModel
from needlewise.understanding.reader import TextReader, plain_reader


class DataError(ValueError):
    """A file cannot be used; the message says what to do."""


Example = Tuple[str, str]  #: text, label


@dataclass(frozen=True)
class Scores:
    """How a pipeline did on one test file."""

    accuracy: float  #: of in-scope messages, those labelled right
    macro_f1: float  #: over all labels, out of scope being one
    out_of_scope_recall: Optional[float]  #: None where the test file has none
    wrong: float  #: of all messages, those given a wrong label
    mcc: float  #: Matthews correlation over all labels (Gorodkin 2004)


def read_examples(path: Path) -> List[Example]:
    """The messages of a Rasa NLU file with their full intents, entity marks taken out.

    Raises:
        DataError: the file is missing, is no NLU file or holds no example.
    """
    if not path.is_file():
        raise DataError(f"{path} is missing; name a Rasa NLU file.")
    try:
        content = read_yaml(path)
        rows = [
            (replace_entities(text), str(block["intent"]))
            for block in content["nlu"]
            if "intent" in block
            for text in _texts(block["examples"])
        ]
    except (ContentError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{path} is no Rasa NLU file: {error}. It needs `nlu:` with intents and examples."
        ) from None
    if not rows:
        raise DataError(f"{path} holds no examples; it needs `nlu:` with intents and examples.")
    return rows


def _texts(examples: Any) -> List[str]:
    """The examples of a block, as lines or as a list; one that stands twice counts twice."""
    if isinstance(examples, str):
        return example_lines(examples)
    return [str(e["text"] if isinstance(e, dict) else e).strip() for e in examples]


class Pipeline:
    """Reader and question model, trained on some examples."""

    def __init__(self, train: Sequence[Example], out_of_scope: str) -> None:
        """
        Args:
            out_of_scope: the label of what is not to be answered; `train` may lack it.
        """
        self.out_of_scope = out_of_scope
        self._reader: TextReader = plain_reader(text for text, _ in train)
        self._model = QuestionModel(shared_encoder().encode)
        texts = [self._reader.read(text).text for text, _ in train]
        self._model.fit(texts, [label for _, label in train])

    @property
    def threshold(self) -> float:
        return self._model.calibration.threshold

    def predict(self, text: str) -> str:
        """The label, or `out_of_scope` where none is believed."""
        prediction = self._model.predict(self._reader.read(text).text)
        return prediction.label if prediction.confidence >= self.threshold else self.out_of_scope


def score(expected: Sequence[str], predicted: Sequence[str], out_of_scope: str) -> Scores:
    """Compare labels, one a message."""
    truth, guess = np.array(expected, dtype=object), np.array(predicted, dtype=object)
    inside = truth != out_of_scope
    right = truth == guess
    return Scores(
        accuracy=float(right[inside].mean()) if inside.any() else 0.0,
        macro_f1=float(f1_score(list(truth), list(guess), average="macro", zero_division=0)),
        out_of_scope_recall=float(right[~inside].mean()) if not inside.all() else None,
        wrong=float((~right & (guess != out_of_scope)).mean()),
        mcc=float(matthews_corrcoef(list(truth), list(guess))),
    )


def report(scores: Scores, counts: Dict[str, str]) -> str:
    recall = scores.out_of_scope_recall
    rows = {
        **counts,
        "accuracy, in scope": f"{scores.accuracy:.3f}",
        "macro-F1": f"{scores.macro_f1:.3f}",
        "out-of-scope recall": "none in the test file" if recall is None else f"{recall:.3f}",
        "wrong answers": f"{scores.wrong:.3f}",
    }
    lines = [f"{name:24}{value}" for name, value in rows.items()]
    return "\n".join([*lines, f"MCC {scores.mcc:.3f}"])


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--train", type=Path, required=True, help="Rasa NLU file to train on")
    parser.add_argument("--test", type=Path, required=True, help="Rasa NLU file to test on")
    parser.add_argument(
        "--out-of-scope",
        default="out_of_scope",
        metavar="LABEL",
        help="the label of what is not to be answered; the training file may lack it",
    )
    options = parser.parse_args(arguments)
    try:
        train, test = read_examples(options.train), read_examples(options.test)
        start = time.perf_counter()
        pipeline = Pipeline(train, options.out_of_scope)
    except (DataError, EncoderMissing, ValueError) as error:
        print(f"Cannot evaluate: {error}", file=sys.stderr)
        return 1
    trained = time.perf_counter()
    predicted = [pipeline.predict(text) for text, _ in test]
    seconds = time.perf_counter() - trained
    counts = {
        "training examples": f"{len(train)} of {len({label for _, label in train})} labels",
        "test messages": f"{len(test)} of {len({label for _, label in test})} labels",
        "training": f"{trained - start:.1f} s",
        "a message": f"{1000 * seconds / len(test):.1f} ms",
        "threshold": f"{pipeline.threshold:.2f}, from the training file",
    }
    expected = [label for _, label in test]
    print(report(score(expected, predicted, options.out_of_scope), counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
