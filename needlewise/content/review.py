"""Review state: an answer is a draft until a clinician approves exactly this text."""

import hashlib
import json
from datetime import date
from typing import List

from needlewise.content.questions import Question

DRAFT = "draft"
APPROVED = "approved"


def digest(question: Question) -> str:
    """A fingerprint of all that a reviewer approves: the sentences with their sources."""
    content = {
        when: [[s.text, list(s.cites)] for s in sentences]
        for when, sentences in sorted(question.variants.items())
    }
    content["openings"] = [
        [p.opening.text, list(p.opening.cites)] for p in question.presuppositions
    ]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def is_approved(question: Question) -> bool:
    """Whether the recorded approval is for the text as it stands now."""
    review = question.review
    return review.get("state") == APPROVED and review.get("digest") == digest(question)


def review_problems(question: Question) -> List[str]:
    """What is out of step in the record of review, empty where nothing is."""
    review = question.review
    state = review.get("state")
    if state == DRAFT:
        extra = sorted(set(review) - {"state"})
        return [f"a draft has no {name}" for name in extra]
    if state != APPROVED:
        return [f"the review state is {state!r}; use {DRAFT} or {APPROVED}"]
    problems = [
        f"an approved answer needs `{k}`" for k in ("by", "on", "digest") if not review.get(k)
    ]
    if review.get("digest") not in (None, digest(question)):
        problems.append("the text changed after its approval; set the review back to draft")
    try:
        if review.get("on") and date.fromisoformat(review["on"]) > date.today():
            problems.append("it was approved on a day to come")
    except (TypeError, ValueError):
        problems.append('`on` must be a quoted date such as "2026-11-21"')
    return problems
