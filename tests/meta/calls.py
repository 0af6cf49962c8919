"""Which functions of ours a function names in its body: what the tests of audit and permission read."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any


def functions_of(module: ModuleType) -> list[FunctionType]:
    own = [
        inspect.unwrap(value)
        for value in vars(module).values()
        if callable(value) and not isinstance(value, type)
    ]
    return [
        function
        for function in own
        if isinstance(function, FunctionType) and function.__module__ == module.__name__
    ]


def name_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('saidanddone.')}:{function.__qualname__}"


@cache
def tree_of(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def called_by(function: FunctionType) -> Iterator[FunctionType]:
    """The functions of ours that its body names, by whatever name its module knows them."""
    for node in ast.walk(tree_of(function)):
        value = None
        if isinstance(node, ast.Name):
            value = function.__globals__.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            value = getattr(function.__globals__.get(node.value.id), node.attr, None)
        value = inspect.unwrap(value) if callable(value) and not isinstance(value, type) else value
        if isinstance(value, FunctionType) and value.__module__.startswith("saidanddone."):
            yield value
