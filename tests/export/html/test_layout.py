"""The layout keeps events in their days, boxes apart, and every run alike."""

from __future__ import annotations

from kg.export.html.layout import Body, lay_out


def crowd(count: int) -> tuple[list[Body], list[tuple[int, int, float]]]:
    events = [
        Body(f"e{i}", 130.0, 48.0, 16.0, (i % 9 / 9, (i % 9 + 1) / 9))
        if i % 5
        else Body(f"e{i}", 130.0, 48.0, 16.0, undated=True)
        for i in range(count)
    ]
    actors = [Body(f"a{i}", 100.0, 40.0, 9.0) for i in range(count // 2)]
    links = [(i, count + (i * 7) % len(actors), 1.0) for i in range(count)]
    return events + actors, links


def test_events_stay_within_their_days_and_the_undated_in_their_zone() -> None:
    bodies, links = crowd(60)
    layout = lay_out(bodies, links)
    for body in bodies:
        x, _ = layout.places[body.key]
        if body.window is not None:
            assert body.window[0] * layout.axis_width - 1 <= x <= body.window[1] * layout.axis_width + 1
        elif body.undated:
            assert layout.undated_left - 1 <= x <= layout.undated_right + 1


def test_boxes_do_not_overlap() -> None:
    bodies, links = crowd(60)
    places = lay_out(bodies, links).places
    for i, one in enumerate(bodies):
        for two in bodies[i + 1 :]:
            (a, b), (c, d) = places[one.key], places[two.key]
            apart_x = abs(a - c) - (one.width + two.width) / 2
            apart_y = abs(b + one.drop - d - two.drop) - (one.height + two.height) / 2
            assert max(apart_x, apart_y) > -4, (one.key, two.key)


def test_two_runs_are_alike_and_nothing_is_no_fault() -> None:
    assert lay_out(*crowd(30)) == lay_out(*crowd(30))
    assert lay_out([], []).places == {}
    assert len(lay_out([Body("a0", 10, 10, 0)], []).places) == 1
