"""English names: what is a name at all, where it ends, what kind it has, and who is meant by a pronoun."""

from __future__ import annotations

import pytest

from kg.extract.article import extract
from kg.extract.segment import segment
from kg.model.entity import EntityKind, MentionForm
from kg.model.text import Article
from tests.extract.actors import PACKS, parse, whom


def named(text: str) -> dict[str, str]:
    """Give what is mentioned, with its kind."""
    _, mentions, _ = parse(text, "en")
    return {m.name: m.kind.value for m in mentions if not m.rule.startswith("reference.")}


def told(text: str, name: str) -> bool:
    """Say whether the answer has an actor of that name."""
    return any(e.name == name for e in extract(Article("a", text, "en", published="2024-03-05"), PACKS["en"]).entities)


@pytest.mark.parametrize(
    "text",
    [
        "They watched the Golden Harvest Prize on television.",
        "Damage from Hurricane Zelda was small, and Zelda moved on.",
        "It was a Matter of Great Importance.",
        "She posted it on Instagram and via WhatsApp.",
        "A Danish pianist and a Polish poet read.",
        "Doctors use remote process control (RPX), and RPX is costly.",
        "Last year the Native American writer read.",
        "They watched the film Golden Harvest.",
        "The tools are AI-powered and cost little at 20 degrees Celsius.",
        "On the menu stood a Cold Brew Quandary and soup.",
        "The bridge was closed on Monday. Reuters 3 The ferries ran on.",
        "OSLO (AP) \u2014 The ferries ran on.",
        "LAGOS, March 3 (Reuters) - The ferries ran on.",
        "MUMBAI: The ferries ran on.",
        "The Robin Hale-designed house was sold to a Booker Prize-winner.",
        "Will the ferries run? They will.",
        "Most of the government spending went on police cars.",
        "A quarrel over the Paris accord spoilt the Champions League.",
    ],
)
def test_what_is_no_actor_is_left_out(text: str) -> None:
    assert not {name for name in named(text) if name[0].isupper()} - {"Doctors"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Ministry of Housing and Urban Planning replied.", "Ministry of Housing and Urban Planning", "organisation"),
        (
            "The Institute of Maritime and International Studies met.",
            "Institute of Maritime and International Studies",
            "organisation",
        ),
        ("The Ministry of Energy and Mines replied.", "Ministry of Energy and Mines", "organisation"),
        ("The Ministry of Media, Culture and Sport replied.", "Ministry of Media, Culture and Sport", "organisation"),
        ("The Ministry of Finance and Central Bank agreed.", "Ministry of Finance", "organisation"),
        ("Ohio's Republican Gov. Robin Hale signed it.", "Robin Hale", "person"),
        ("The Ministry of Justice and Parliament agreed.", "Ministry of Justice", "organisation"),
        ("He thanked Leeds police.", "Leeds police", "organisation"),
        ("He joined the Norwegian air force.", "Norwegian air force", "organisation"),
        ("Fires spread in Orne district.", "Orne district", "place"),
        ("The price of shares in Harper & Doyle Ltd fell again.", "Harper & Doyle Ltd", "organisation"),
        ("Gen. Karim al-Basri spoke.", "Karim al-Basri", "person"),
        ("We met Willem van der Meer.", "Willem van der Meer", "person"),
        ("In the hall sat Quillon Bexley, 61, of Leeds.", "Quillon Bexley", "person"),
        ("The US-based firm grew.", "US", "place"),
        ("Last week Chilean miners struck.", "Chilean miners", "group"),
        ("Yesterday the Russians left.", "Russians", "group"),
        ("A 42-year-old driver was held.", "42-year-old driver", "person"),
        ("On Friday a woman was stabbed.", "woman", "person"),
        ("Hundreds of Hale supporters marched.", "Hundreds of Hale supporters", "group"),
        ("Two others were hurt.", "Two others", "group"),
        ("He is an analyst at Quorvex.", "Quorvex", "organisation"),
        ("Then O.J. Harper spoke.", "O.J. Harper", "person"),
        ("They praised Son Heung-bae on Monday.", "Son Heung-bae", "person"),
        ("On Friday Moon Dae-in spoke.", "Moon Dae-in", "person"),
        ("They heard Mr Dae-in.", "Dae-in", "person"),
        ("Then Jean-luc Harper spoke.", "Jean-luc Harper", "person"),
        ("J. D. Harper spoke.", "J. D. Harper", "person"),
        ("2/8 Residents fled.", "Residents", "group"),
        ("Police searched a flat in the Paris suburb of Varenne.", "suburb of Varenne", "place"),
        ("She was treated at Leeds Women's Hospital.", "Leeds Women's Hospital", "organisation"),
        ("It was Orne Police Inspector Carter Hale.", "Orne Police", "organisation"),
        ("A Quorvex spokesman said so.", "Quorvex", "organisation"),
        ("Former Harper Motors chairman Carter Hale left.", "Harper Motors", "organisation"),
        ("It was reported by the newspaper Dagens Lumen.", "Dagens Lumen", "organisation"),
        ("Prices rose, the bureau said, and QRX Norway agreed.", "QRX Norway", "organisation"),
        ("The storm hit rural St. Joseph on Friday.", "St. Joseph", "place"),
        ("He taught at St. Orla University for years.", "St. Orla University", "organisation"),
        ("The senator Tim St. Doyle spoke.", "Tim St. Doyle", "person"),
        ("They named him as a student of Rathmoor, Idaho, who had left the town.", "Rathmoor", "place"),
        ("It was told by Datuk Seri Anwar Hale.", "Anwar Hale", "person"),
    ],
)
def test_a_name_ends_where_it_should_and_has_its_kind(text: str, name: str, kind: str) -> None:
    assert named(text).get(name) == kind


def test_an_office_in_capitals_is_no_part_of_a_name() -> None:
    found = named("Defense Secretary Carter Hale met Shadow Home Secretary Olga Brandt.")
    assert found == {"Carter Hale": "person", "Olga Brandt": "person"}


def test_an_organisation_just_before_a_person_ends_there() -> None:
    found = named("Talks with Harbour Council Quillon Bexley failed.")
    assert found == {"Harbour Council": "organisation", "Quillon Bexley": "person"}


def test_an_adjective_stands_for_a_country_that_the_article_names() -> None:
    assert named("Peru agreed. The Peruvian answer was short.")["Peruvian"] == "place"
    assert "Peruvian" not in named("The Peruvian answer was short.")


def test_a_picture_credit_names_nobody() -> None:
    assert named("The bridge (Olga Brandt/The Guardian) is closed.") == {}


def test_an_outlet_that_is_told_something_is_an_actor_and_one_that_reports_a_source() -> None:
    _, told, _ = parse("He told Reuters everything.", "en")
    _, reporting, _ = parse("The road is shut, Reuters reported.", "en")
    assert [m.only_source for m in told if m.name == "Reuters"] == [False]
    assert [m.only_source for m in reporting if m.name == "Reuters"] == [True]


def test_a_determiner_is_no_part_of_a_group() -> None:
    _, mentions, chains = parse("Some passengers left. The passengers returned.", "en")
    assert {m.name for m in mentions} == {"passengers"}
    assert len(chains.entities) == 1


def test_a_pronoun_fits_the_sex_of_the_name() -> None:
    text = "Margaret Doyle met Daniel Hale. She left early."
    assert whom(text, "She", "en") == ["Margaret Doyle"]
    assert whom("Mr Bexley wrote to Mrs Quill. He waited.", "He", "en") == ["Bexley"]


def test_a_pronoun_points_to_the_subject_of_the_last_sentence() -> None:
    assert whom("Daniel Hale called Robert Kerr. He was angry.", "He", "en") == ["Daniel Hale"]


def test_a_pronoun_points_to_who_speaks_in_the_last_sentence() -> None:
    text = "Firms paid for Daniel Hale's recent travels, Robert Kerr said on Monday. He gave no sums."
    assert whom(text, "He", "en") == ["Robert Kerr"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They honoured Martin Hale Jr. He was moved.", 2),
        ("She worked for Harper Inc. The firm closed.", 1),
        ("She worked for Harper Inc. But it closed.", 2),
        ("The U.S. President spoke.", 1),
        ("It opens at 6 p.m. They wait.", 2),
    ],
)
def test_an_abbreviation_ends_a_sentence_before_a_word_that_begins_no_name(text: str, count: int) -> None:
    assert len(segment(Article("a", text, "en", published="2024-03-05"), PACKS["en"])) == count


def test_an_office_after_a_body_does_not_make_it_the_make_of_a_thing() -> None:
    _, mentions, _ = parse("UNESCO Administrator Robin Hale spoke.", "en")
    assert {m.name for m in mentions} == {"UNESCO", "Robin Hale"}


def test_a_trade_before_an_initial_leaves_the_name_whole() -> None:
    _, mentions, _ = parse("They liked the novelist T. Robin Hale most.", "en")
    assert {m.name for m in mentions} == {"T. Robin Hale"}


def test_a_word_for_a_player_inside_the_name_of_a_place_is_no_office() -> None:
    _, mentions, _ = parse("They met at Bergen Hale International Airport.", "en")
    assert {m.name: m.kind.value for m in mentions} == {"Bergen Hale International Airport": "place"}


def test_initials_without_spaces_end_no_sentence() -> None:
    article = Article("a", "They met K.C. Harper. Nobody spoke.", "en")
    spans = [article.text[s.span.begin : s.span.end] for s in segment(article, PACKS["en"])]
    assert spans == ["They met K.C. Harper.", "Nobody spoke."]


def test_a_possessive_is_cut_off_after_an_accent() -> None:
    assert "Doré" in named("The crowd heard Doré's speech, and then Doré spoke.")


@pytest.mark.parametrize("text", ["The man fled.", "She is a teacher.", "Anna Hale, a teacher, spoke."])
def test_a_noun_for_somebody_known_brings_in_nobody(text: str) -> None:
    assert not {"man", "teacher"} & named(text).keys()


def test_part_of_a_state_is_a_place_of_its_own_beside_the_whole() -> None:
    assert {"southern Norway", "Norway"} <= named("Rain fell in southern Norway. Norway sent boats.").keys()
    assert "Norway" in named("Rain fell in southern Norway.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She told the AP that the ferries ran on.", "AP"),
        ("The Guardian has seen the letter.", "The Guardian"),
        ("Reuters, which saw the letter, did not print it.", "Reuters"),
        ("On Monday BBC Director Robin Hale resigned.", "BBC"),
        ("Reporters of Agence France-Presse (AFP) were held.", "AFP"),
        ("It was in OSLO that the police met her.", "OSLO"),
        ("It was in OSLO that the police met her.", "police"),
        ("The ferries were run by the government.", "government"),
    ],
)
def test_an_outlet_a_town_and_a_body_that_do_something_are_actors(text: str, name: str) -> None:
    assert name in named(text)


def test_two_names_of_one_stretch_of_land_are_one_place() -> None:
    text = "Rain fell on the Gaza Strip. In Gaza the roads were closed."
    assert whom(text, "Gaza", "en") == whom(text, "Gaza Strip", "en") == ["Gaza Strip"]


def test_what_only_stands_for_a_state_is_told_where_it_does_something() -> None:
    assert not told("Robin Hale lives south of the Danish capital.", "Danish")
    assert told("The Danish prime minister, Robin Hale, met Downing Street officials.", "Danish")


def test_an_auxiliary_is_somebody_where_the_article_names_one_so() -> None:
    assert whom("Will Hale spoke. Will left early.", "Will", "en") == ["Will Hale"]


def test_a_town_before_the_colon_of_a_vietnamese_headline_is_where_it_happened() -> None:
    _, mentions, _ = parse("TPHCM: Cháy lớn tại một khu nhà trọ", "vi")
    assert "TPHCM" in {m.name for m in mentions}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "They sold shares of companies such as Corvex, UiQuill and Halden Reach on Friday.",
            ("Corvex", "UiQuill", "Halden Reach"),
        ),
        ("On Friday the band Corvex played in Oslo.", ("Corvex",)),
        ("She left Corvex, a small software company based in Oslo, on Friday.", ("Corvex",)),
    ],
)
def test_a_class_noun_makes_an_unknown_name_that_of_a_body(text: str, names: tuple[str, ...]) -> None:
    found = named(text)
    assert all(found.get(name) == "organisation" for name in names)


def test_what_a_person_does_at_a_body_is_no_class_noun() -> None:
    found = named("Jane Hartley, a bank worker, met Carter Hale, a company director, on Friday.")
    assert found["Jane Hartley"] == found["Carter Hale"] == "person"


def test_a_title_of_several_is_no_part_of_the_first_name() -> None:
    found = named("On Friday Professors Willa Harlowe and Carter Hale met Presidents Olga Brandt and Robin Orne.")
    assert {"Willa Harlowe", "Carter Hale", "Olga Brandt", "Robin Orne"} <= found.keys()


def test_how_many_children_somebody_has_is_no_name() -> None:
    assert "Willa Harlowe" in named("Mother-of-two Willa Harlowe was hurt on Friday.")


def test_surnames_that_are_words_and_parts_of_outlets_are_whole() -> None:
    assert "Theresa May" in named("(UK) Prime Minister Theresa May resigned. Later May said so.")
    assert named("The company Harlan founded moved.")["Harlan"] == "person"
    assert "Apple Lay-offs" not in named("Apple Lay-offs went on in March.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday Robin Hale's office denied it.", ["Robin Hale's office"]),
        ("On Monday Robin Hale's office manager denied it.", ["Robin Hale"]),
        ("On Monday they searched Robin Hale's office for papers.", ["Robin Hale"]),
        ("State media Xinhua reported the fire.", ["Xinhua"]),
    ],
)
def test_a_body_is_told_by_whose_it_is_or_by_its_own_name(text: str, names: list[str]) -> None:
    _, _, chains = parse(text, "en")
    assert [e.name for e in chains.entities] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday the mayor's chief adviser resigned.", {"mayor's chief adviser": "person"}),
        ("On Monday the mayor's official trips ended.", {"the mayor": "person"}),
        ("On Monday the mayor's adviser Robin Hale resigned.", {"the mayor": "person", "Robin Hale": "person"}),
    ],
)
def test_who_serves_the_holder_of_an_office_is_somebody_else(text: str, names: dict[str, str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "She heard the whole of “The Silver Harbour Department” in a crowded hall on Monday.",
        "She praised the Silver Harbour album on Monday.",
        "She spoke on his New Heights podcast on Monday.",
    ],
)
def test_titles_of_works_name_nobody(text: str) -> None:
    assert named(text) == {}


def test_an_outlet_that_only_reports_is_told() -> None:
    assert told("The harbour was closed on Monday, the BBC reported.", "BBC")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They left through the Orne Residence.", {"Orne Residence": "place"}),
        ("They drove along Interstate 80 at night.", {"Interstate 80": "place"}),
        ("They met near Orne tram station.", {"Orne tram station": "place"}),
        ("They played the Orne-designed golf course.", {}),
        ("They bought it from Lumen, a cloud vendor, on Monday.", {"Lumen": "organisation"}),
        ("On Monday she told the Ottawa Citizen why.", {"Ottawa Citizen": "organisation"}),
    ],
)
def test_class_nouns_of_venues_and_bodies(text: str, names: dict[str, str]) -> None:
    assert named(text) == names


def test_in_news_of_sport_a_single_unknown_word_plays_but_not_behind_an_article_nor_apart_from_the_name_that_it_ends() -> None:
    match = "The striker scored in the semi-final of the cup against Everton, and the goalkeeper saved a penalty. "
    assert named(match + "The other goal was by Zaniolek.")["Zaniolek"] == "person"
    assert named(match + "The other goal was by the Zaniolek.")["Zaniolek"] == "organisation"
    text = "They played with Fries Zaniolek on the left. Zaniolek's late shot failed. In the end Fries Zaniolek left."
    assert named(match + text)["Zaniolek"] == named(match + text)["Fries Zaniolek"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Officials met the Women's Harbour Association.", ["Women's Harbour Association"]),
        ("On Monday the People's Bank of Chile cut rates.", ["People's Bank of Chile"]),
        ("Nurses left St Olave's Primary School.", ["St Olave's Primary School"]),
        ("The Los Angeles County Sheriff's Department arrested him.", ["Los Angeles County Sheriff's Department"]),
        ("On Friday Moody's cut its rating.", ["Moody's"]),
        # what a person owns, and what a body of the state has of its own
        ("Robin Moody resigned, and on Friday Moody's exit was news.", []),
        ("On Friday the Government's Home Office replied.", ["Government", "Home Office"]),
        ("They spoke of Women's rights.", []),
    ],
)
def test_a_possessive_inside_the_name_of_a_body(text: str, names: list[str]) -> None:
    _, mentions, _ = parse(text, "en")
    assert [m.name for m in mentions if m.kind is EntityKind.ORGANISATION and m.form is MentionForm.NAME] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Friday a Briton and a retired teacher drowned.", ["Briton", "retired teacher"]),
        ("On Friday a man named Martin Orne fled.", ["Martin Orne"]),
        ("On Friday a man called for help.", ["man"]),
    ],
)
def test_a_noun_before_words_for_being_called_and_a_name_brings_in_nobody_else(text: str, names: list[str]) -> None:
    _, mentions, _ = parse(text, "en")
    assert [m.name for m in mentions if m.kind is EntityKind.PERSON] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Friday a Google spokeswoman replied.", ["Google spokeswoman"]),
        ("On Friday a spokesman for Google replied.", ["spokesman for Google"]),
        ("On Friday a Taliban suicide bomber drove into the gate.", ["Taliban suicide bomber"]),
        # what somebody named is, and whose spokesman is named
        ("Robin Hale, a Google engineer, resigned.", ["Robin Hale"]),
        ("Robin Hale is a Google engineer.", ["Robin Hale"]),
        ("On Friday a Google spokesman, Robin Hale, replied.", ["Robin Hale"]),
    ],
)
def test_somebody_new_is_told_with_the_name_beside_of_whose_he_is(text: str, names: list[str]) -> None:
    _, _, chains = parse(text, "en")
    assert [e.name for e in chains.entities if e.kind is EntityKind.PERSON] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Poland objected, and on Friday its envoy replied in Polish.", ["Poland"]),
        ("Spain objected. His father was Spanish.", ["Spain"]),
        ("Spain objected, and on Friday Spanish shares fell.", ["Spain", "Spanish"]),
        ("Robin Hale praised her album Late Harbour Lights.", ["Robin Hale"]),
        ("The 2010 film Harbour Lights was shown in Leeds.", ["Leeds"]),
        ("Robin Hale lost his dog Rufus.", ["Robin Hale"]),
    ],
)
def test_languages_works_and_pets_are_nobody(text: str, names: list[str]) -> None:
    _, mentions, _ = parse(text, "en")
    assert [m.name for m in mentions if m.form is MentionForm.NAME] == names
