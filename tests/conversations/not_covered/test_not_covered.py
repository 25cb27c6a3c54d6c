"""What no article covers is named, said honestly and left to the provider."""

import re

import pytest


@pytest.mark.parametrize(
    "said, topic, named",
    [
        ("how much does it cost", "cost", "cost"),
        ("what's the price of a session", "cost", "cost"),
        ("is it ok during pregnancy", "pregnancy", "pregnan"),
        ("im 5 months pregnant can i do it", "pregnancy", "pregnan"),
        ("i am breastfeeding", "breastfeeding", "breastfeeding"),
        ("when can i put make up on again", "makeup", "makeup"),
        ("can i go to the gym the day after", "exercise", "exercise"),
        ("what about a vampire facial", "prp", "PRP"),
        ("do you add prp", "prp", "PRP"),
        ("i'm on blood thinners", "blood_thinners", "blood thinner"),
        ("can i do it if i take warfarin", "blood_thinners", "blood thinner"),
        ("how many weeks between sessions", "session_interval", "between sessions"),
        ("does insurance cover it", "insurance", "insurance"),
        ("am i too old at 70", "age", "age"),
        ("my daughter is 14, can she have it", "children", "child"),
        ("is radiofrequency microneedling better", "radiofrequency", "radiofrequency"),
        ("can i drink wine the night before", "alcohol", "alcohol"),
        ("is it ok to smoke after", "smoking", "smok"),
        ("when may i wash my face", "washing", "wash"),
        ("can i go swimming afterwards", "swimming", "swim"),
        ("can i use retinol before", "retinol", "retinol"),
        ("how long do the results last", "how_long_results_last", "how long results last"),
        ("which brand of pen is best", "brands", "brand"),
        ("can i take ibuprofen after it", "painkillers", "painkillers"),
        ("can i fly the next day", "travel", "fly"),
        ("is it fda approved", "approval", "approv"),
        ("what's the success rate", "success_rate", "success"),
        ("do you have before and after pictures", "photos", "photos"),
        ("will my skin peel", "peeling", "peel"),
        ("i have a metal plate in my jaw", "metal_implants", "metal"),
        ("can they needle over a tattoo", "tattoos", "tattoo"),
        ("is it for men as well", "men", "men"),
        ("how should i prepare for it", "preparation", "prepare"),
        ("will there be swelling or bruises", "swelling_bruising", "bruis"),
        ("do i need to take days off work", "time_off_work", "work"),
        ("i get cold sores sometimes", "cold_sores", "cold sores"),
    ],
)
def test_a_topic_is_recognised(talk, said, topic, named):
    talk.says(said).hears(named, question=f"not_covered/{topic}", kind="not_covered")
    talk.hears("articles", "your provider").hears_no_alarm()


def test_no_price_is_invented(talk):
    talk.says("roughly how many dollars is one session?").hears(question="not_covered/cost")
    assert not re.search(r"[$£€]|\d+ (?:dollars|pounds|euros)", talk.text)


def test_no_interval_is_invented(talk):
    talk.says("do i wait 4 weeks or 6 weeks between treatments").hears(
        question="not_covered/session_interval"
    )
    assert not re.search(r"\b(?:\d+|two|three|four|six) (?:weeks|days|months)\b", talk.text)


def test_pregnancy_is_never_fine(talk):
    talk.says("is it safe when pregnant").never_hears("it is safe", "you are fine", "no risk")


def test_nobody_is_told_to_stop_a_blood_thinner(talk):
    talk.says("should i stop my blood thinner first?").hears("do not stop")
