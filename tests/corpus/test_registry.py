"""A registry answers to its names and lists them when it does not know one."""

import pytest

from corpus.errors import UnknownName
from corpus.registry import Registry


def test_a_function_answers_to_each_of_its_names() -> None:
    shapes: Registry[str] = Registry("shape")

    shapes.register("square", "box")("four sides")

    assert (shapes["square"], shapes["box"]) == ("four sides", "four sides")


def test_names_come_in_order() -> None:
    shapes: Registry[str] = Registry("shape")

    shapes.register("square", "circle")("round or not")

    assert list(shapes) == ["circle", "square"]


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    shapes: Registry[str] = Registry("shape")
    shapes.register("square", "circle")("round or not")

    with pytest.raises(UnknownName, match="unknown shape 'cube': choose one of circle, square"):
        shapes["cube"]
