"""domain.yml, the rules, the actions and the content know the same names."""
import importlib
import inspect
import pkgutil

import pytest
from rasa_sdk import Action

import actions
from needlewise import ROOT
from needlewise.content.library import DATA_DIR
from needlewise.content.yaml_files import read_all, read_yaml

DOMAIN = read_yaml(ROOT / "domain.yml")
RULES = [
    rule
    for _, content in read_all(DATA_DIR / "dialogue")
    for rule in content.get("rules", ())
]
FORM = "self_check_form"
#: Rasa's own actions that a rule may name.
RASA_ACTIONS = {"action_deactivate_loop", "action_listen"}
#: Said by code and by no rule: see needlewise.answering.
SAID_BY_CODE = {"technical_problem"}


def intents_of(rule):
    return [step["intent"] for step in rule["steps"] if "intent" in step]


def actions_of(rule):
    return [step["action"] for step in rule["steps"] if "action" in step]


def is_inside(rule):
    return {"active_loop": FORM} in rule.get("condition", ())


def names(section):
    """Names of a list whose items may carry settings."""
    return [next(iter(item)) if isinstance(item, dict) else item for item in DOMAIN[section]]


@pytest.fixture(scope="module")
def themes(library):
    return sorted({question.theme for question in library.questions.values() if "/" in question.id})


def action_names():
    """The names of all actions under actions/, with the file of each."""
    for module in pkgutil.iter_modules(actions.__path__):
        loaded = importlib.import_module(f"actions.{module.name}")
        for _, one in inspect.getmembers(loaded, inspect.isclass):
            if issubclass(one, Action) and one.__module__ == loaded.__name__:
                yield one().name(), module.name


@pytest.mark.parametrize("inside", [False, True], ids=["outside", "inside"])
def test_every_theme_has_its_rule_outside_and_inside_the_self_check(themes, inside):
    for theme in themes:
        found = [r for r in RULES if intents_of(r) == [theme] and is_inside(r) is inside]
        assert len(found) == 1, theme
        expected = [f"utter_{theme}", *([FORM] if inside else [])]
        assert actions_of(found[0]) == expected, theme


def test_every_theme_is_an_intent(themes):
    assert set(themes) <= set(names("intents"))


def test_every_intent_has_a_rule_and_every_rule_an_intent_of_the_domain():
    assert {intent for rule in RULES for intent in intents_of(rule)} == set(names("intents"))


@pytest.mark.parametrize("inside", [False, True], ids=["outside", "inside"])
def test_every_intent_is_answered_inside_and_outside_the_self_check(inside):
    """But an answer to a point needs no rule inside: the form takes it."""
    covered = {i for rule in RULES if is_inside(rule) is inside for i in intents_of(rule)}
    assert set(names("intents")) - covered == ({"self_check_answer"} if inside else set())


def test_no_two_rules_have_one_name():
    assert len({rule["rule"] for rule in RULES}) == len(RULES)


def test_a_red_flag_leaves_the_self_check():
    rule, = (r for r in RULES if intents_of(r) == ["red_flag"] and is_inside(r))
    assert actions_of(rule) == ["utter_red_flag", "action_deactivate_loop"]
    assert rule["steps"][-1] == {"active_loop": None}


def test_every_intent_with_examples_is_in_the_domain():
    trained = {
        block["intent"].split("/")[0]
        for _, content in read_all(DATA_DIR)
        for block in content.get("nlu", ())
        if "intent" in block
    }
    assert trained <= set(names("intents"))
    assert set(names("intents")) - trained == {"red_flag", "nlu_fallback", "self_check_answer"}


def test_every_action_of_the_domain_is_a_class_and_the_reverse():
    assert sorted(name for name, _ in action_names()) == sorted(DOMAIN["actions"])


def test_each_action_stands_in_a_file_of_its_name():
    for name, file in action_names():
        assert name == f"action_{file}"


def test_every_action_of_a_rule_exists(library, themes):
    known = {*DOMAIN["actions"], *DOMAIN["forms"], *RASA_ACTIONS}
    known |= {f"utter_{name}" for name in (*library.questions, *themes)}
    assert {action for rule in RULES for action in actions_of(rule)} <= known


def test_every_action_of_the_domain_is_used():
    assert set(DOMAIN["actions"]) <= {action for rule in RULES for action in actions_of(rule)}


def test_every_response_is_said_somewhere(library):
    used = {action[len("utter_") :] for rule in RULES for action in actions_of(rule)}
    asked = {f"ask_{slot}" for slot in DOMAIN["slots"]}
    alone = {question for question in library.questions if "/" not in question}
    assert alone == (used | asked | SAID_BY_CODE) & alone
    assert SAID_BY_CODE | asked <= alone


def test_every_slot_of_the_self_check_has_its_prompt_in_the_domain_s_order(library):
    prompts = [q.id[len("ask_") :] for q in library.questions.values() if q.point]
    assert prompts == DOMAIN["forms"][FORM]["required_slots"] == list(DOMAIN["slots"])


def test_every_slot_is_filled_by_its_own_answers():
    for slot, settings in DOMAIN["slots"].items():
        asked, named = settings["mappings"]
        assert asked["conditions"] == [{"active_loop": FORM, "requested_slot": slot}]
        assert named["role"] == slot
        assert settings["influence_conversation"] is False


def test_entities_are_the_vocabulary_s_kinds_and_the_self_check_s_answers(library):
    assert names("entities") == [
        *sorted(library.vocabulary.asked_as, key=names("entities").index),
        "self_check_answer",
    ]
    roles = next(e["self_check_answer"]["roles"] for e in DOMAIN["entities"] if isinstance(e, dict))
    assert roles == list(DOMAIN["slots"])


def test_each_point_of_the_self_check_names_terms_that_exist(library):
    kinds = library.vocabulary.asked_as
    for question in library.questions.values():
        for name in (question.point or {}).get("terms", ()):
            kind, term = name.split(":")
            assert kind in kinds
            assert term == "*" or library.vocabulary.get(kind, term).listed, name


def test_no_condition_of_the_article_s_list_is_left_out_of_the_self_check(library):
    from needlewise.understanding.knowledge import points_of

    asked = {term for terms in points_of(library).values() for term in terms}
    listed = {
        (t.kind, t.id)
        for t in library.vocabulary
        if t.listed and t.kind in ("condition", "medicine")
    }
    assert asked == listed


def classes():
    config, endpoints = read_yaml(ROOT / "config.yml"), read_yaml(ROOT / "endpoints.yml")
    found = [component["name"] for component in (*config["pipeline"], *config["policies"])]
    found += [part["type"] for part in endpoints.values() if "type" in part]
    found += list(read_yaml(ROOT / "credentials.yml"))
    return [name for name in found if "." in name]


@pytest.mark.parametrize("path", classes())
def test_every_class_that_is_configured_can_be_imported(path):
    module, name = path.rsplit(".", 1)
    assert inspect.isclass(getattr(importlib.import_module(module), name))


def test_the_project_s_own_extensions_are_configured():
    assert {path.split(".")[1] for path in classes()} == {
        "understanding",
        "answering",
        "stores",
        "channels",
    }
