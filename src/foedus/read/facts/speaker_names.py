"""A speaker's name in full: a given name beside a surname alone, no title before it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from foedus.read.model import Reading
from foedus.read.person_names import gender


def full_name(reading: Reading, name: str, word: Token) -> str:
    """Return a person's name as the text gives it in full.

    The only full name in the text that ends with it ("Cavo Dragone"); else with the given name
    that stands before it, without a noun ("Host Andrzej Duda"), with the surname after it.

    Parameters
    ----------
    reading : Reading
    name : str
        As the reading has it.
    word : Token
        Where it stands.
    """
    found = {one for one in reading.people.values() if one.endswith(f" {name}")}
    if len(found) == 1:
        return found.pop()
    parts = name.split()
    if len(parts) == 1:
        return _with_given_name(reading.doc, name)
    bare = " ".join(parts[1:])
    if len(parts) > 2 and gender(name) is None and gender(bare) is not None:
        return bare
    return _with_surname(reading, name, word)


def _with_given_name(doc: Doc, name: str) -> str:
    """Return a surname with the given name that stands before it somewhere in the text."""
    for token in doc:
        before = doc[token.i - 1] if token.i else None
        if token.text != name or before is None or not before.text.istitle():
            continue
        whole = f"{before.text} {name}"
        if gender(whole) is not None:
            return whole
    return name


def _with_surname(reading: Reading, name: str, word: Token) -> str:
    """Return a name with the word after it where that can only be its last part."""
    mention = reading.at(word, "person")
    if mention is None or mention.end >= len(reading.doc) or mention.words != name:
        return name
    after = reading.doc[mention.end]
    goes_on = after.pos_ == "PROPN" and after.text.istitle() and reading.at(after) is None
    return (
        f"{name} {after.text}" if goes_on and after.head.i in _own(mention.start, after) else name
    )


def _own(start: int, after: Token) -> range:
    """Return the tokens of a name and of the word after it, and of the verb that follows."""
    return range(start, after.i + 2)
