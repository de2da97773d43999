"""The subjects of news: the top level of the IPTC Media Topics, the vocabulary that newsrooms share."""

from __future__ import annotations

from enum import StrEnum

SCHEME = "http://cv.iptc.org/newscodes/mediatopic/"


class MediaTopic(StrEnum):
    """A top-level concept of the IPTC Media Topics; the value is its code.

    Source: IPTC NewsCodes, scheme `mediatopic` (cv.iptc.org/newscodes/mediatopic, CC BY 4.0), as of 2024.
    """

    ARTS = "01000000"
    CRIME = "02000000"
    DISASTER = "03000000"
    ECONOMY = "04000000"
    EDUCATION = "05000000"
    ENVIRONMENT = "06000000"
    HEALTH = "07000000"
    HUMAN_INTEREST = "08000000"
    LABOUR = "09000000"
    LIFESTYLE = "10000000"
    POLITICS = "11000000"
    RELIGION = "12000000"
    SCIENCE = "13000000"
    SOCIETY = "14000000"
    SPORT = "15000000"
    CONFLICT = "16000000"
    WEATHER = "17000000"

    @property
    def key(self) -> str:
        """Give the name under which tables speak of it."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """Give the IPTC's preferred label in British English."""
        return _LABELS[self]

    @property
    def iri(self) -> str:
        """Give the IPTC's address for it."""
        return f"{SCHEME}{self.value}"


_LABELS = {
    MediaTopic.ARTS: "arts, culture, entertainment and media",
    MediaTopic.CRIME: "crime, law and justice",
    MediaTopic.DISASTER: "disaster, accident and emergency incident",
    MediaTopic.ECONOMY: "economy, business and finance",
    MediaTopic.EDUCATION: "education",
    MediaTopic.ENVIRONMENT: "environment",
    MediaTopic.HEALTH: "health",
    MediaTopic.HUMAN_INTEREST: "human interest",
    MediaTopic.LABOUR: "labour",
    MediaTopic.LIFESTYLE: "lifestyle and leisure",
    MediaTopic.POLITICS: "politics and government",
    MediaTopic.RELIGION: "religion",
    MediaTopic.SCIENCE: "science and technology",
    MediaTopic.SOCIETY: "society",
    MediaTopic.SPORT: "sport",
    MediaTopic.CONFLICT: "conflict, war and peace",
    MediaTopic.WEATHER: "weather",
}
