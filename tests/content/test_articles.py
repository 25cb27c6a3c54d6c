import pytest

from needlewise.content.articles import Sentence, load_articles, parse_sentences
from needlewise.content.library import DATA_DIR
from needlewise.content.yaml_files import ContentError

ARTICLES = """
articles:
- id: "007"
  title: A Long Title
  short: Short
  sections:
  - id: start
    title: Start
    facts:
      quick: It is quick.
      grand: {gist: It is grand., overclaim: true}
"""


def write(tmp_path, text):
    path = tmp_path / "articles.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_fact_knows_its_article_and_section(tmp_path):
    articles = load_articles(write(tmp_path, ARTICLES))
    fact = articles.facts["007.quick"]
    assert (fact.gist, fact.article, fact.section, fact.overclaim) == (
        "It is quick.", "007", "start", False,
    )
    assert articles.facts["007.grand"].overclaim
    assert articles.articles["007"].sections[0].facts == ("007.quick", "007.grand")


@pytest.mark.parametrize("lacking", ["title: A Long Title", "short: Short", "title: Start"])
def test_an_article_that_lacks_a_part_names_the_file(tmp_path, lacking):
    path = write(tmp_path, ARTICLES.replace(lacking, "other: x", 1))
    with pytest.raises(ContentError, match="articles.yml.*lacks"):
        load_articles(path)


def test_a_fact_that_stands_there_twice_is_an_error(tmp_path):
    again = "  - {id: end, title: End, facts: {quick: Again.}}\n"
    with pytest.raises(ContentError, match="007.quick stands there twice"):
        load_articles(write(tmp_path, ARTICLES + again))


def test_the_four_articles_hold_some_85_facts():
    articles = load_articles(DATA_DIR / "articles.yml")
    assert list(articles.articles) == ["000", "001", "002", "003"]
    assert len(articles.facts) >= 85


def test_sources_name_article_and_section_once_each(library):
    rows = library.articles.sources(
        ["003.session_minutes", "003.time_by_size", "000.session_hour", "no.such"]
    )
    assert [(row["article"], row["section"]) for row in rows] == [
        ("000", "Benefit 1, improved skin texture and quality"),
        ("003", "How does microneedling work?"),
    ]


def test_cited_articles_come_in_their_own_order(library):
    found = library.articles.cited(["003.session_minutes", "000.session_hour", "003.proteins"])
    assert [article.id for article in found] == ["000", "003"]


def test_sentences_are_read_with_their_sources():
    text = "One. [000.a 001.b]\n\n  Two. [-]\n{says}\n"
    assert parse_sentences(text) == [
        Sentence("One.", ("000.a", "001.b")), Sentence("Two.", ()), Sentence("{says}", ()),
    ]


@pytest.mark.parametrize("line", ["It is quick.", "It is quick. [000.a] Really.", "[000.a]"])
def test_a_line_without_its_source_at_the_end_is_an_error(line):
    with pytest.raises(ContentError, match="has no source"):
        parse_sentences(line)
