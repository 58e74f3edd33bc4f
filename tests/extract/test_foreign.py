"""Bodies that are named in another language, in the middle of English sentences."""

import pytest
from readings import reading_of, things_of

from kg.model import Kind


def bodies(text: str) -> list[tuple[str, str, str]]:
    """(name, country, acronym) of each institution of a text."""
    return [(one.name, one.country, one.acronym) for one in things_of(reading_of(text), Kind.INSTITUTION)]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Policia e Kosovës arrested five suspects.", "Policia e Kosovës", "XK"),
        ("There are 900 officers of the Polícia Nacional de Timor-Leste in Dili.", "Polícia Nacional de Timor-Leste", "TL"),
        ("The Instance Vérité et Dignité took in 300 files.", "Instance Vérité et Dignité", ""),
        ("It is available from the Ministarstvo pravde Srbije and from us.", "Ministarstvo pravde Srbije", "RS"),
        ("The Direction générale de la sûreté nationale was there.", "Direction générale de la sûreté nationale", ""),
        ("The Police Nationale d'Haïti was there.", "Police Nationale d'Haïti", ""),
        ("The Fiscalía General de la Nación was there.", "Fiscalía General de la Nación", ""),
        ("The Ministria e Drejtësisë said so.", "Ministria e Drejtësisë", ""),
        ("The Ministerio de Defensa Nacional of Colombia was there.", "Ministerio de Defensa Nacional of Colombia", "CO"),
        ("The Komisi Pemberantasan Korupsi was there.", "Komisi Pemberantasan Korupsi", ""),
        ("The Agence nationale de la statistique was there.", "Agence nationale de la statistique", ""),
        ("Uprava policije Crne Gore arrested him.", "Uprava policije Crne Gore", "ME"),
        ("The Procuradoria-Geral da República was there.", "Procuradoria-Geral da República", ""),
        ("The Gendarmerie nationale du Burkina Faso was there.", "Gendarmerie nationale du Burkina Faso", "BF"),
        ("The Državna agencija za istrage i zaštitu was there.", "Državna agencija za istrage i zaštitu", ""),
        ("The Guardia Civil of Spain was there.", "Guardia Civil", "ES"),
        ("The Vrhovni sud was there.", "Vrhovni sud", ""),
        ("Adalet Bakanlığı was there.", "Adalet Bakanlığı", ""),
    ],
)
def test_one_body(text: str, name: str, country: str) -> None:
    """The noun that stands first, the words of its language behind it, and the land among them."""
    assert [(one, land) for one, land, _ in bodies(text)] == [(name, country)]


def test_its_acronym_is_its_own() -> None:
    """An acronym in brackets belongs to it as to any other name."""
    text = "The Polícia Nacional de Timor-Leste (PNTL) is ready. PNTL officers left."
    assert bodies(text) == [("Polícia Nacional de Timor-Leste", "TL", "PNTL")]


@pytest.mark.parametrize(
    "text",
    ["Police national team wins.", "Marina Petrova and Vlada Ilić met.", "The Brigade left.", "Direction signs were set up."],
)
def test_what_is_none(text: str) -> None:
    """A noun that is English or a name as well needs a word of its language behind it."""
    assert bodies(text) == []
