"""Asking back in which language words are: sure or silent."""

import sys

import pytest

from portal.contributions.tongues import LANGUAGES
from portal.translations.detecting import other_than

pytestmark = pytest.mark.once

TEXTS = {
    "en": "We need more trees and benches in the park, so that old people can rest.",
    "es": "Necesitamos más árboles y bancos en el parque para que descansen los mayores.",
    "fr": "Nous avons besoin de plus d'arbres et de bancs dans le parc pour les personnes âgées.",
    "ru": "Нам нужно больше деревьев и скамеек в парке, чтобы пожилые люди могли отдохнуть.",
    "ar": "نحتاج إلى مزيد من الأشجار والمقاعد في الحديقة ليستريح كبار السن.",
    "zh": "我们需要在公园里种更多的树，安装更多的长椅，让老人休息。",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_the_right_language_is_not_questioned(tag):
    assert other_than(tag, TEXTS[tag], LANGUAGES) == ""


@pytest.mark.parametrize(("chosen", "tag"), [(chosen, tag) for chosen in (*TEXTS, "und") for tag in TEXTS if chosen != tag])
def test_a_wrong_language_is(chosen, tag):
    assert other_than(chosen, TEXTS[tag], LANGUAGES) == tag


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ("en", "Yes."),
        ("en", "OK, 12.03.2027, https://example.org"),
        ("en", "123 !!! ???"),
        ("en", ""),
        ("en", "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ"),
        ("en", "ߒߞߏ ߞߊ߲ ߒߞߏ ߞߊ߲ ߒߞߏ ߞߊ߲ ߒߞߏ ߞߊ߲"),
        ("ti", "ኣብዚ ቦታ እዚ ብዙሓት ኣግራብ የድልዩና ኣለዉ ንደቅና"),
        ("bs", "Trebamo više drveća u parku da se stari ljudi mogu odmoriti."),
        ("nb", "Vi har brug for flere træer i parken, så de ældre kan hvile sig."),
    ],
)
def test_what_the_model_cannot_know_is_left_alone(chosen, text):
    assert other_than(chosen, text, LANGUAGES) == ""


def test_a_long_text_is_read_in_part():
    assert other_than("en", TEXTS["es"] * 1000, LANGUAGES) == "es"


def test_the_model_is_not_read_before_somebody_needs_it():
    import subprocess

    run = subprocess.run([sys.executable, "-c", "import portal.app, sys; print('py3langid' in sys.modules, 'numpy' in sys.modules)"], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
