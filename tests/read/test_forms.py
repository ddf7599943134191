"""What is read off a parsed text once agrees with what spaCy says of it."""

from __future__ import annotations

from foedus.read.forms import lemmatised, lowered, places, sentences_of, text_of, worded
from foedus.read.pipeline import parsed

TEXT = "NATO met in Vilnius. The Allies agreed; Sweden joins.\n\nUn accord ? Yes!"


def test_words_and_lemmas_are_those_of_the_tokens() -> None:
    """Each token has its own place."""
    doc = parsed(TEXT, "en", file="-")
    assert list(lowered(doc)) == [token.lower_ for token in doc]
    assert list(lemmatised(doc)) == [token.lemma_.lower() for token in doc]
    assert [token.text for token in worded(doc, {"nato", "sweden"})] == ["NATO", "Sweden"]
    assert list(places(doc, "semicolons", lambda token: token.text == ";")) == [
        token.i for token in doc if token.text == ";"
    ]


def test_sentences_and_texts_are_those_of_the_parse() -> None:
    """A text without words has no sentences; an empty span no words."""
    doc = parsed(TEXT, "en", file="-")
    assert [(one.start, one.end) for one in sentences_of(doc)] == [
        (one.start, one.end) for one in doc.sents
    ]
    assert all(text_of(doc[a:b]) == doc[a:b].text for a in range(9) for b in range(a, len(doc) + 1))
    assert sentences_of(parsed("", "en", file="-")) == ()
