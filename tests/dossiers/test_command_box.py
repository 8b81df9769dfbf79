"""The one box: every shape of the counter's table is told apart."""

import pytest

from dossiers.command_box import Command, CommandKind, read_command


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Command(CommandKind.NOTHING)),
        (" \u200b\t", Command(CommandKind.NOTHING)),
        ("4", Command(CommandKind.FAVOURITE, "4")),
        (" 12 ", Command(CommandKind.FAVOURITE, "12")),
        ("001186000123", Command(CommandKind.ID_NUMBER, "001186000123")),
        ("001 186 000 123", Command(CommandKind.ID_NUMBER, "001186000123")),
        ("2.000815", Command(CommandKind.PROCEDURE_CODE, "2.000815")),
        (
            "2.000815.000.00.00.H26",
            Command(CommandKind.PROCEDURE_CODE, "2.000815.000.00.00.H26"),
        ),
        ("00118600012", Command(CommandKind.OTHER_NUMBER, "00118600012")),
        ("0057", Command(CommandKind.DAY_NUMBER, "0057")),
        ("00571", Command(CommandKind.OTHER_NUMBER, "00571")),
        (
            " https://motcua.example.vn/t/bcghkmnpqtv234567892345678/ ",
            Command(
                CommandKind.RECEIPT,
                "https://motcua.example.vn/t/bcghkmnpqtv234567892345678/",
            ),
        ),
        ("khai sinh", Command(CommandKind.SEARCH, "khai sinh")),
        ("  Chứng  thực ", Command(CommandKind.SEARCH, "Chứng thực")),
        ("2.0008", Command(CommandKind.SEARCH, "2.0008")),
        ("điều 5", Command(CommandKind.SEARCH, "điều 5")),
        ("٤", Command(CommandKind.SEARCH, "٤")),
    ],
)
def test_box_is_read_by_shape(typed, meant):
    assert read_command(typed) == meant
