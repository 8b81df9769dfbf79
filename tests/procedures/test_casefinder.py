"""The case finder: its questions lead to what the shipped catalogue holds."""

import pytest

from procedures.casefinder import follow, topic_at, topics
from procedures.enums import Channel
from procedures.models import Procedure
from procedures.preparing import cases_of, conditions_of
from procedures.reference import load_catalogue
from tests.dossiers.desk import MONDAY

TODAY = MONDAY.date()


def walks(topic):
    """Return every way through a topic, as the answers of an address."""
    open_ways, ended = [{}], []
    while open_ways:
        given = open_ways.pop()
        question = follow(topic, given).question
        if question is None:
            ended.append(given)
        else:
            open_ways += [given | {question.key: a.key} for a in question.answers]
    return ended


def test_every_topic_ends_after_three_questions_at_most():
    assert {len(given) for topic in topics() for given in walks(topic)} == {1, 2, 3}


@pytest.mark.django_db
def test_every_end_is_in_the_shipped_catalogue():
    load_catalogue(day=TODAY)
    for topic in topics():
        for given in walks(topic):
            standing = follow(topic, given)
            version = Procedure.objects.at(code=standing.end.procedure).version_on(
                TODAY
            )
            known = {each.key for each in conditions_of(version.documents.all())}
            assert version is not None, standing.end
            assert set(standing.met) <= known, (topic.slug, standing.met, known)
            assert standing.end.case in {"", *cases_of(version, Channel.IN_PERSON)}


def test_odd_answers_are_asked_again():
    topic = topic_at("khai-sinh")
    for given in ({}, {"nuoc-ngoai": "x"}, {"cha-me": "roi"}, {"nuoc-ngoai": "\x00"}):
        assert follow(topic, given).question.key == "nuoc-ngoai"


@pytest.mark.django_db
@pytest.mark.embedded
class TestPages:
    @pytest.fixture(autouse=True)
    def _office(self, office):
        pass

    def test_list_every_topic(self, client):
        page = client.get("/thu-tuc/can-giay-to-gi/").content.decode()
        assert [t.title for t in topics() if t.title not in page] == []

    def test_ask_one_question_and_keep_the_answers(self, client):
        page = client.get("/thu-tuc/can-giay-to-gi/khai-sinh/?nuoc-ngoai=khong")
        html = page.content.decode()
        assert "<h1>Cha mẹ đã đăng ký kết hôn chưa?</h1>" in html
        assert 'name="nuoc-ngoai" value="khong"' in html
        assert 'href="/thu-tuc/can-giay-to-gi/khai-sinh/"' in html
        assert "Hãy chọn một câu trả lời." not in html

    def test_sent_without_an_answer_ask_for_one(self, client):
        page = client.get("/thu-tuc/can-giay-to-gi/khai-sinh/?hoi=nuoc-ngoai")
        assert "Hãy chọn một câu trả lời." in page.content.decode()

    def test_lead_to_the_preparation_with_what_is_settled(self, client):
        page = client.get("/thu-tuc/can-giay-to-gi/giam-ho/?nuoc-ngoai=khong&loai=cu")
        assert page.status_code == 302
        assert page.url == (
            "/thu-tuc/1.004837/chuan-bi/?viec=giam-ho&nuoc-ngoai=khong&loai=cu"
            "&dieu_kien=dang-ky-giam-ho-cu"
        )

    def test_of_an_unknown_topic_are_missing(self, client):
        assert client.get("/thu-tuc/can-giay-to-gi/khong-co/").status_code == 404
