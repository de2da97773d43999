"""Records made by hand for evidence and paths: one story told by two outlets, an actor apart from all others."""

from __future__ import annotations

from datetime import date

from kg.graph.knowledge import KnowledgeGraph
from kg.model.entity import Entity, EntityKind
from kg.model.event import Event, EventLink, EventPredicate, EventType, Participation, Predicate, Realis, Relation, Role, Topic
from kg.model.graph import Records
from kg.model.text import Article, Provenance
from kg.model.time import Basis, EventTime, Grain, Interval
from tests.browser.story import Book, day

RELEASE = (
    "Đập Sông Mây xả lũ\n"
    "Hôm qua, ban quản lý đập Sông Mây xả lũ. Bà Lê Thị Mận, giám đốc ban quản lý, nói nước sẽ sớm rút. "
    "Người dân xã Thạch Lâm đã sơ tán. Trước khi xả lũ, ban quản lý họp với xã Thạch Lâm. "
    "Ban đã báo trước một ngày. Ban sẽ trả chi phí.\n"
    "Ngân hàng Phương Bắc hôm nay khai trương."
)
GATES = "Dam opens its gates\nThe dam board opened the gates on Monday. Villagers had left by then."


def dam() -> KnowledgeGraph:
    """Give two articles on one dam, with dates that are counted, borrowed and taken from the day of publication."""
    vi = Book(
        Article(
            "d-vi",
            RELEASE,
            "vi",
            "Đập Sông Mây xả lũ",
            "2024-06-11T08:30:00+07:00",
            "https://bao.example/dap",
            "Báo Mẫu",
            "Hãng tin Mẫu",
        )
    )
    en = Book(
        Article("d-zz", GATES, "en", "Dam opens its gates", "2024-06-12T10:00:00Z", "ftp://paper.example/dam", "The Courier")
    )
    names = ("ban quản lý đập", "ban quản lý, nói", "ban quản lý họp", "Ban đã", "Ban sẽ")
    board = Entity(
        "en-board",
        EntityKind.ORGANISATION,
        "ban quản lý đập Sông Mây",
        (*(vi.at(name) for name in names), en.at("The dam board")),
        names=("Ban",),
        labels=(("en", "Sông Mây dam board"), ("vi", "ban quản lý đập Sông Mây")),
    )
    head = Entity("en-head", EntityKind.PERSON, "Lê Thị Mận", (vi.at("Lê Thị Mận"),))
    people = Entity("en-people", EntityKind.GROUP, "Người dân", (vi.at("Người dân"),))
    commune = Entity(
        "en-commune",
        EntityKind.PLACE,
        "Thạch Lâm",
        (vi.at("Thạch Lâm"),),
        same_as=("https://data.example/id/thach-lam", "javascript:window.hacked=1"),
    )
    bank = Entity("en-xbank", EntityKind.ORGANISATION, "Ngân hàng Phương Bắc", (vi.at("Ngân hàng Phương Bắc"),))

    def part(entity: Entity, role: Role, at: Provenance) -> Participation[str]:
        return Participation(entity.id, role, (at,))

    before = EventTime("2024-06-09", day(2024, 6, 9), Basis.CONTEXT, vi.at("một ngày"))
    events = (
        Event(
            "ev-evacuate",
            EventType.TRAVEL,
            Realis.ACTUAL,
            "người dân Thạch Lâm sơ tán",
            "vi",
            (vi.at("sơ tán"),),
            None,
            (part(people, Role.AGENT, vi.at("Người dân")), part(commune, Role.PLACE, vi.at("Thạch Lâm đã"))),
            confidence=0.35,
        ),
        Event(
            "ev-meet",
            EventType.MEET,
            Realis.ACTUAL,
            "ban quản lý họp với xã",
            "vi",
            (vi.at("họp"),),
            before,
            (part(board, Role.AGENT, vi.at("ban quản lý họp")), part(commune, Role.AGENT, vi.at("xã Thạch Lâm. Ban"))),
            confidence=0.65,
        ),
        Event(
            "ev-opening",
            EventType.ORGANISATION,
            Realis.ACTUAL,
            "Ngân hàng Phương Bắc khai trương",
            "vi",
            (vi.at("khai trương"),),
            EventTime("2024-06-11", day(2024, 6, 11), Basis.DCT, vi.at("hôm nay")),
            (part(bank, Role.AGENT, vi.at("Ngân hàng Phương Bắc")),),
            confidence=0.5,
        ),
        Event(
            "ev-release",
            EventType.ACCIDENT,
            Realis.ACTUAL,
            "đập Sông Mây xả lũ",
            "vi",
            (vi.at("xả lũ. Bà"), en.at("opened"), vi.at("xả lũ, ban"), vi.at("xả lũ")),
            EventTime("2024-06-10", day(2024, 6, 10), Basis.RELATIVE, vi.at("Hôm qua")),
            (part(board, Role.AGENT, vi.at("ban quản lý đập")),),
            ("to-dam",),
            (head.id,),
            0.85,
        ),
    )
    relations = (
        Relation(head.id, Predicate.HEADS, (vi.at("giám đốc ban quản lý"),), board.id),
        Relation(head.id, Predicate.HOLDS_ROLE, (vi.at("giám đốc"),), None, "giám đốc"),
    )
    links = (
        EventLink("ev-meet", EventPredicate.BEFORE, "ev-release", (vi.at("Trước khi xả lũ, ban quản lý họp"),)),
        EventLink("ev-release", EventPredicate.CAUSES, "ev-evacuate", (vi.at("đã sơ tán"),)),
    )
    topics = (Topic("to-dam", "đập Sông Mây", "vi", (vi.at("Đập Sông Mây"),)),)
    entities = tuple(sorted((board, head, people, commune, bank), key=lambda one: one.id))
    return KnowledgeGraph(Records((vi.article, en.article), entities, events, relations, topics, links=links))


def crowd() -> KnowledgeGraph:
    """Give one actor with many events of one kind and a date each: more than a panel or a search lists at once."""
    lines = [f"Ngày {n}/3, tổ thợ làng Mơ dựng trại số {n}." for n in range(1, 21)]
    book = Book(
        Article("c-vi", "Làng Mơ dựng trại\n" + " ".join(lines), "vi", "Làng Mơ dựng trại", "2024-03-25", None, "Báo Mẫu")
    )
    team = Entity("en-team", EntityKind.GROUP, "tổ thợ làng Mơ", tuple(book.at(line[line.index("tổ") :]) for line in lines))
    events = tuple(
        Event(
            f"ev-{n:02}",
            EventType.BUILD,
            Realis.ACTUAL,
            f"dựng trại số {n}",
            "vi",
            (book.at(f"dựng trại số {n}."),),
            EventTime(
                f"2024-03-{n:02}",
                Interval(date(2024, 3, n), date(2024, 3, n + 1), Grain.DAY),
                Basis.EXPLICIT,
                book.at(f"Ngày {n}/"),
            ),
            (Participation(team.id, Role.AGENT, (book.at(f"tổ thợ làng Mơ dựng trại số {n}."),)),),
            confidence=0.7,
        )
        for n in range(1, 21)
    )
    return KnowledgeGraph(Records((book.article,), (team,), events))
