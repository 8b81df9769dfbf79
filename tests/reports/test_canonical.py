"""Figures as JSON: the public shape, freezing and thawing, the digest."""

import json
from dataclasses import replace

from reports.canonical import canonical_json, digest, frozen, public_figures, thawed
from tests.reports.figures import STATEMENT, TALLIES

FIGURES = {
    "received_total": 1240,
    "received_online": 1000,
    "received_counter_postal": 233,
    "carried_over": 7,
    "resolved_total": 1200,
    "early": 1190,
    "on_time": 6,
    "overdue": 4,
    "pending_total": 40,
    "pending_in_term": 38,
    "pending_overdue": 2,
}


def test_the_public_shape_has_these_keys_and_no_others():
    assert public_figures(TALLIES) == {
        "period": {"from": "2025-08-01", "to": "2025-08-31"},
        "rows": [{"sector": "Hộ tịch", **FIGURES}],
        "total": FIGURES,
        "lines": [
            {
                "label": "Đăng ký khai sinh",
                "unit": "hồ sơ",
                "received": 120,
                "foreign_element": 1,
            },
            {
                "label": "Đăng ký kết hôn",
                "unit": "cặp",
                "received": 8,
                "foreign_element": 1,
            },
            {
                "label": "Đăng ký khai tử",
                "unit": "hồ sơ",
                "received": 0,
                "foreign_element": 0,
            },
        ],
        "by_procedure": [
            {
                "code": "1.001193",
                "name": "Thủ tục đăng ký khai sinh",
                "received": 1225,
                "resolved": 9,
                "foreign_element": 1,
            },
            {
                "code": "1.000894",
                "name": "Thủ tục đăng ký kết hôn",
                "received": 8,
                "resolved": 8,
                "foreign_element": 1,
            },
        ],
        "channels": {"online": 1000, "in_person": 200, "postal": 33},
    }


def test_what_was_frozen_thaws_to_the_same_statement():
    stored = json.loads(canonical_json(frozen(STATEMENT)))
    assert thawed(stored) == STATEMENT


def test_the_canonical_form_does_not_depend_on_the_order_of_keys():
    figures = frozen(STATEMENT)
    shuffled = dict(reversed(figures.items()))
    assert canonical_json(shuffled) == canonical_json(figures)
    assert digest(shuffled) == digest(figures)


def test_another_figure_has_another_digest():
    other = replace(STATEMENT, reported_pending=6)
    assert digest(frozen(other)) != digest(frozen(STATEMENT))
