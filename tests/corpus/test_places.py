"""Which documents speak for a place."""

import pytest

from corpus.documents import Level
from corpus.places import may_speak_for, places_in, province_of, speaks_for
from tests.builders import a_header

ANHUI = a_header(level=Level.PROVINCIAL, place="安徽省")
LIANYUNGANG = a_header(level=Level.CITY, place="连云港市")
NATION = a_header(level=Level.NATIONAL)
NOBODY = a_header()


@pytest.mark.parametrize(
    ("header", "place", "speaks"),
    [
        pytest.param(ANHUI, "安徽", True, id="its own"),
        pytest.param(ANHUI, "合肥", True, id="a city of the province"),
        pytest.param(ANHUI, "连云港", False, id="a city of another province"),
        pytest.param(LIANYUNGANG, "江苏", False, id="a city does not bind its province"),
        pytest.param(NATION, "北京", True, id="the nation binds everywhere"),
        pytest.param(NOBODY, "北京", False, id="nobody knows whose it is"),
    ],
)
def test_speaks_for(header, place, speaks):
    assert speaks_for(header, place) is speaks


def test_words_of_no_known_place_must_name_the_place():
    assert may_speak_for(NOBODY, "重庆市的医院", ["重庆"])
    assert not may_speak_for(NOBODY, "某市的医院", ["重庆"])
    assert may_speak_for(NOBODY, "某市的医院", [])


def test_places_within_longer_names_are_left_out():
    assert places_in("驻马店的会议", ["驻马店市"]) == ("驻马店",)
    assert places_in("没有地名的问题") == ()


def test_a_city_whose_name_means_something_else_is_named_with_its_rank():
    assert places_in("朝阳医院的门诊") == ()
    assert places_in("朝阳市的医院") == ("朝阳市",)
    assert province_of("朝阳市") == "辽宁"
