"""kg.extract.offices: at which body a post is held, from all that a document says."""

import pytest
from readings import posts_of, reading_of


@pytest.mark.parametrize(
    ("text", "name", "title", "body"),
    [
        # the one mission of the document
        (
            "The OSCE Mission to Georgia held a seminar. “We go on,” said Anna Berg, OSCE Head of Mission.",
            "Anna Berg",
            "Head of Mission",
            "OSCE Mission to Georgia",
        ),
        # a body called by its noun alone
        (
            "Talks were held at the Beijing Public Security Bureau. Anna Berg, director of the bureau, said that talks go on.",
            "Anna Berg",
            "director",
            "Beijing Public Security Bureau",
        ),
        # a programme that has a head
        (
            "Anna Berg, Acting Head of the Police Matters Programme, said that talks go on.",
            "Anna Berg",
            "Acting Head",
            "Police Matters Programme",
        ),
        # the ministry that a title names, not the body of a second post
        (
            "Anna Berg, Deputy Minister of Interior and Head of the Border Police, said that talks go on.",
            "Anna Berg",
            "Deputy Minister of Interior",
            "Ministry of Interior",
        ),
        # two bureaus: nothing says which
        (
            "The Tax Bureau and the Forest Bureau met. Anna Berg, director of the bureau, said that talks go on.",
            "Anna Berg",
            "director of the bureau",
            "",
        ),
    ],
)
def test_where_a_post_is_held(text: str, name: str, title: str, body: str) -> None:
    """The body is the one named with the title, else the only one that the title can mean; otherwise none."""
    assert posts_of(reading_of(text))[name][:2] == (title, body)
