"""Personal numbers are sealed at rest, bound to their row, and findable."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection, transaction

from tests.harness.models import SealedNote
from wardportal.fields import Sealed, blind_index, blind_indexes, seal, unseal
from wardportal.keys import derived_key

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

NUMBER = "001190000001"
OLD = (("old", b"o" * 32),)
NEW_AND_OLD = (("new", b"n" * 32), *OLD)
NEW_ONLY = (("new", b"n" * 32),)


def stored(note):
    """Return the columns as they lie in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, number_index FROM harness_sealednote WHERE id = %s",
            [note.pk.hex if connection.vendor == "sqlite" else note.pk],
        )
        return cursor.fetchone()


def by_number(number):
    return SealedNote.objects.filter(number_index__in=blind_indexes(number))


def test_the_database_holds_neither_the_number_nor_its_plain_digest():
    number, index = stored(SealedNote.objects.create(number=NUMBER))
    assert NUMBER not in number
    assert number.startswith("t1$")
    assert index == blind_index(NUMBER)
    assert len(index) == 64


def test_the_number_is_read_back_as_it_was_written():
    note = SealedNote.objects.create(number=NUMBER)
    assert SealedNote.objects.get(pk=note.pk).number == NUMBER


def test_equal_numbers_are_sealed_differently_and_found_together():
    one, two = (SealedNote.objects.create(number=NUMBER) for _ in range(2))
    assert stored(one)[0] != stored(two)[0]
    assert set(by_number(NUMBER)) == {one, two}


def test_an_empty_number_stays_empty_and_finds_nothing():
    note = SealedNote.objects.create(number="")
    assert stored(note) == ("", "")
    assert SealedNote.objects.get(pk=note.pk).number == ""
    assert list(by_number("")) == []


def test_saving_what_was_not_read_leaves_the_ciphertext_as_it_is():
    note = SealedNote.objects.create(number=NUMBER)
    before = stored(note)[0]
    SealedNote.objects.get(pk=note.pk).save(update_fields=["number"])
    assert stored(note)[0] == before


def test_a_ciphertext_moved_to_another_row_does_not_open():
    mine, other = (SealedNote.objects.create(number=NUMBER) for _ in range(2))
    SealedNote.objects.filter(pk=mine.pk).update(number=Sealed(stored(other)[0]))
    with pytest.raises(InvalidTag):
        _ = SealedNote.objects.get(pk=mine.pk).number


def test_an_altered_ciphertext_does_not_open():
    sealed = seal(NUMBER, context="a")
    altered = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    with pytest.raises(InvalidTag):
        unseal(altered, context="a")


def test_update_is_refused_because_it_cannot_know_the_row():
    note = SealedNote.objects.create(number=NUMBER)
    refused = pytest.raises(TypeError, match="sealed: save it through its instance")
    with refused, transaction.atomic():
        SealedNote.objects.update(number="001190000002")
    assert SealedNote.objects.get(pk=note.pk).number == NUMBER


def test_bulk_created_rows_are_sealed_and_findable():
    SealedNote.objects.bulk_create([SealedNote(number=NUMBER)])
    note = by_number(NUMBER).get()
    assert NUMBER not in stored(note)[0]
    assert note.number == NUMBER


def test_a_new_key_writes_and_the_old_one_still_reads_and_finds(settings):
    settings.FIELD_KEYS = OLD
    old = SealedNote.objects.create(number=NUMBER)
    settings.FIELD_KEYS = NEW_AND_OLD
    new = SealedNote.objects.create(number=NUMBER)
    assert stored(new)[0].startswith("new$")
    assert [note.number for note in by_number(NUMBER)] == [NUMBER, NUMBER]
    assert set(by_number(NUMBER)) == {old, new}


def test_saving_a_read_row_moves_it_to_the_new_key(settings):
    settings.FIELD_KEYS = OLD
    pk = SealedNote.objects.create(number=NUMBER).pk
    settings.FIELD_KEYS = NEW_AND_OLD
    note = SealedNote.objects.get(pk=pk)
    assert note.number == NUMBER
    note.save()
    settings.FIELD_KEYS = NEW_ONLY
    assert by_number(NUMBER).get().number == NUMBER


def test_a_key_that_is_no_longer_held_is_missed_by_its_name(settings):
    settings.FIELD_KEYS = OLD
    pk = SealedNote.objects.create(number=NUMBER).pk
    settings.FIELD_KEYS = NEW_ONLY
    with pytest.raises(KeyError, match="old"):
        _ = SealedNote.objects.get(pk=pk).number


def test_purposes_do_not_share_a_key(settings):
    """The index of a number is not the tag or digest that another purpose makes."""
    keys = {
        derived_key(purpose, "t1") for purpose in ("field", "blind-index", "history")
    }
    assert len(keys) == 3
