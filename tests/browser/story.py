"""Records made by hand for the page: a small story in two languages, and one that tries to break out."""

from __future__ import annotations

from datetime import date

from kg.graph.knowledge import KnowledgeGraph
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Event, EventLink, EventPredicate, EventType, Participation, Predicate, Realis, Relation, Role, Topic
from kg.model.graph import Records
from kg.model.text import Article, Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

BRIDGE = (
    "Khánh thành cầu Đông Giang\n"
    "Ngày 10/6, Bộ Giao thông khánh thành cầu Đông Giang tại Hà Tĩnh. "
    "Ông Trần Văn Đạt, giám đốc dự án, ký thỏa thuận với Công ty Sao Mai trong tháng 4. "
    "Công ty Sao Mai không rút khỏi dự án. Một cây cầu nữa có thể được xây."
)
HARBOUR = (
    "Harbour strike\nDock workers at Ellery have been on strike since May 2024. "
    "The Harbour Union will meet the Port Board on July 2, the union said."
)
ATTACK = '<script>window.hacked=1</script><img src=x onerror=window.hacked=2> ${hacked} href="javascript:window.hacked=3" ]]>'


class Book:
    """Finds the words of an article and its sentences."""

    def __init__(self, article: Article) -> None:
        self.article = article
        ends = [i + 1 for i, c in enumerate(article.text) if c == "\n" or (c == "." and article.text[i + 1 : i + 2] in {" ", ""})]
        starts = [0, *(end for end in ends)]
        self.sentences = [
            Span(a, b) for a, b in zip(starts, [*ends, len(article.text)], strict=True) if article.text[a:b].strip()
        ]

    def at(self, words: str) -> Provenance:
        """Give the provenance of the first occurrence of some words."""
        begin = self.article.text.index(words)
        span = Span(begin, begin + len(words))
        sentence = next(s for s in self.sentences if s.begin <= begin < s.end)
        return Provenance(self.article.id, span, sentence, "hand", "rule.by-hand")


def day(year: int, month: int, number: int) -> Interval:
    start = date(year, month, number)
    return Interval(start, date.fromordinal(start.toordinal() + 1), Grain.DAY)


def story() -> KnowledgeGraph:
    """Give two articles: events of a day, of a month, open ones, undated, negated, possible, planned."""
    vi = Book(
        Article(
            "a-vi", BRIDGE, "vi", "Khánh thành cầu Đông Giang", "2024-06-11T08:30:00+07:00", "https://bao.example/cau", "Báo Mẫu"
        )
    )
    en = Book(Article("b-en", HARBOUR, "en", "Harbour strike", "2024-06-20", "https://paper.example/strike", "The Courier"))
    ministry = Entity("en-ministry", EntityKind.ORGANISATION, "Bộ Giao thông", (vi.at("Bộ Giao thông"),))
    province = Entity("en-province", EntityKind.PLACE, "Hà Tĩnh", (vi.at("Hà Tĩnh"),))
    man = Entity("en-dat", EntityKind.PERSON, "Trần Văn Đạt", (vi.at("Trần Văn Đạt"),), names=("ông Đạt",))
    firm = Entity("en-firm", EntityKind.ORGANISATION, "Công ty Sao Mai", (vi.at("Công ty Sao Mai"),))
    workers = Entity("en-workers", EntityKind.GROUP, "Dock workers", (en.at("Dock workers"),))
    union = Entity("en-union", EntityKind.ORGANISATION, "Harbour Union", (en.at("Harbour Union"),))
    board = Entity("en-port", EntityKind.ORGANISATION, "Port Board", (en.at("Port Board"),))
    paper = Entity("en-source", EntityKind.ORGANISATION, "Báo Mẫu", (vi.at("cầu"),), only_source=True)

    def part(entity: Entity, role: Role, at: Provenance) -> Participation[str]:
        return Participation(entity.id, role, (at,))

    events: tuple[Event[EntityId], ...] = (
        Event(
            "ev-agree",
            EventType.AGREE,
            Realis.ACTUAL,
            "ký thỏa thuận với Công ty Sao Mai",
            "vi",
            (vi.at("ký"),),
            EventTime("2024-04", Interval(date(2024, 4, 1), date(2024, 5, 1), Grain.MONTH), Basis.EXPLICIT, vi.at("tháng 4")),
            (part(man, Role.AGENT, vi.at("Trần Văn Đạt")), part(firm, Role.PATIENT, vi.at("Công ty Sao Mai"))),
            ("to-bridge",),
            (),
            0.8,
        ),
        Event(
            "ev-build",
            EventType.BUILD,
            Realis.POSSIBLE,
            "Một cây cầu nữa có thể được xây",
            "vi",
            (vi.at("xây"),),
            None,
            (),
            ("to-bridge",),
        ),
        Event(
            "ev-leave",
            EventType.TRANSACTION,
            Realis.NEGATED,
            "rút khỏi dự án",
            "vi",
            (vi.at("rút"),),
            None,
            (part(firm, Role.AGENT, vi.at("Công ty Sao Mai không")),),
        ),
        Event(
            "ev-meet",
            EventType.MEET,
            Realis.PLANNED,
            "will meet the Port Board",
            "en",
            (en.at("meet"),),
            EventTime("2024-07-02", day(2024, 7, 2), Basis.EXPLICIT, en.at("July 2")),
            (part(union, Role.AGENT, en.at("Harbour Union")), part(board, Role.AGENT, en.at("Port Board"))),
            (),
            (union.id,),
            0.7,
        ),
        Event(
            "ev-open",
            EventType.BUILD,
            Realis.ACTUAL,
            "khánh thành cầu Đông Giang",
            "vi",
            (vi.at("khánh thành"), vi.at("Khánh thành")),
            EventTime("2024-06-10", day(2024, 6, 10), Basis.EXPLICIT, vi.at("10/6")),
            (part(ministry, Role.AGENT, vi.at("Bộ Giao thông")), part(province, Role.PLACE, vi.at("Hà Tĩnh"))),
            ("to-bridge",),
            (paper.id,),
            0.9,
        ),
        Event(
            "ev-strike",
            EventType.PROTEST,
            Realis.ACTUAL,
            "strike of dock workers",
            "en",
            (en.at("strike since"),),
            EventTime("2024-05/..", Interval(date(2024, 5, 1), None, Grain.MONTH), Basis.EXPLICIT, en.at("since May 2024")),
            (part(workers, Role.AGENT, en.at("Dock workers")),),
        ),
    )
    relations = (
        Relation(man.id, Predicate.HOLDS_ROLE, (vi.at("giám đốc dự án"),), None, "giám đốc dự án"),
        Relation(workers.id, Predicate.MEMBER_OF, (en.at("Dock workers"),), union.id),
    )
    entities = tuple(sorted((ministry, province, man, firm, workers, union, board, paper), key=lambda e: e.id))
    topics = (Topic("to-bridge", "cầu Đông Giang", "vi", (vi.at("cầu Đông Giang"),)),)
    links = (EventLink("ev-agree", EventPredicate.BEFORE, "ev-open", (vi.at("ký"),)),)
    return KnowledgeGraph(Records((vi.article, en.article), entities, events, relations, topics, links=links))


def hostile() -> KnowledgeGraph:
    """Give an article every word of which tries to become markup, script or a link."""
    text = f"{ATTACK} attacks {ATTACK}."
    article = Article("x-" + ATTACK, text, "en", ATTACK, "2024-06-20", "javascript:window.hacked=4", "</script>" + ATTACK, ATTACK)
    whole, word = Span(0, len(text)), Span(text.index(" attacks") + 1, text.index(" attacks") + 8)
    at = Provenance(article.id, word, whole, "hand", ATTACK)
    one = Entity("en-" + ATTACK, EntityKind.PERSON, ATTACK, (at,), (ATTACK + "2",), (("en", ATTACK),))
    two = Entity("en-two", EntityKind.PLACE, "__proto__", (at,))
    event = Event(
        "ev-x",
        EventType.ATTACK,
        Realis.ACTUAL,
        ATTACK,
        "en",
        (at,),
        EventTime("2024-06-20", day(2024, 6, 20), Basis.DCT),
        (Participation(one.id, Role.AGENT, (at,)), Participation(two.id, Role.PLACE, (at,))),
        ("to-" + ATTACK,),
        (one.id,),
    )
    relation = Relation(one.id, Predicate.HOLDS_ROLE, (at,), None, ATTACK)
    topic = Topic("to-" + ATTACK, ATTACK, "en", (at,))
    return KnowledgeGraph(Records((article,), (one, two), (event,), (relation,), (topic,)))


def formula() -> KnowledgeGraph:
    """Give an article whose words a spreadsheet would run, with characters that XML forbids."""
    starts = ("=", "+", "-", "@", "\uff1d", "\t=")
    said = [f'{start}HYPERLINK("evil";1) rings a bell\x07 \ud800' for start in starts]
    text = " ".join(f"{words} rings." for words in said)
    article = Article("=a", text, "en", "=1+1", "2024-06-20", "https://paper.example/bell", "@SUM(1)")
    whole = Span(0, len(text))
    at = Provenance(article.id, Span(0, 1), whole, "hand", "rule.by-hand")
    entities = tuple(Entity(f"en-{n}", EntityKind.PERSON, words, (at,)) for n, words in enumerate(said))
    time = EventTime("2024-06-20", day(2024, 6, 20), Basis.DCT)
    events: tuple[Event[EntityId], ...] = tuple(
        Event(f"ev-{n}", EventType.OTHER, Realis.ACTUAL, words, "en", (at,), time, (Participation(f"en-{n}", Role.AGENT, (at,)),))
        for n, words in enumerate(said)
    )
    return KnowledgeGraph(Records((article,), entities, events))


def undated() -> KnowledgeGraph:
    """Give two events of which no article says when."""
    book = Book(Article("u", "Một nhà kho cháy. Công nhân dọn kho.", "vi", "Một nhà kho cháy", None, None, "Báo Mẫu"))
    crew = Entity("en-crew", EntityKind.GROUP, "Công nhân", (book.at("Công nhân"),))
    fire: Event[EntityId] = Event("ev-fire", EventType.ACCIDENT, Realis.ACTUAL, "nhà kho cháy", "vi", (book.at("cháy"),))
    clear: Event[EntityId] = Event(
        "ev-clear",
        EventType.OTHER,
        Realis.ACTUAL,
        "Công nhân dọn kho",
        "vi",
        (book.at("dọn"),),
        None,
        (Participation(crew.id, Role.AGENT, (book.at("Công nhân"),)),),
    )
    return KnowledgeGraph(Records((book.article,), (crew,), (clear, fire)))
