"""What no import contract can say: text reaches a widget by one door, files stay readable,
and all are told of.

Textual obeys square brackets in any plain ``str``. So under ``screens``, ``widgets`` and in
``app.py`` a sink is given a literal without brackets, or what `newsread.widgets.plain` made of a
string; never an f-string and never a variable whose type nobody sees.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import newsread

PACKAGE = Path(newsread.__file__).parent
CONTRIBUTING = Path(__file__).parents[1] / "CONTRIBUTING.md"
DOOR = PACKAGE / "widgets" / "plain.py"

SINKS = {"Static", "Label", "Option", "notify"}
"""Calls that obey mark-up in a ``str`` they are given."""
TITLES = {"border_title", "border_subtitle", "tooltip"}
"""Attributes that do."""
SAFE_MAKERS = {"plain", "Content", "Text", "styled", "assemble"}
"""What makes a value that is shown letter for letter."""
MARKUP_READERS = {"from_markup", "Markdown", "MarkdownViewer"}
"""What reads mark-up on purpose: nobody may."""
LONGEST = 400


def drawn_files() -> list[Path]:
    """Return every module in which something is given to a widget, but the one door."""
    files = [*PACKAGE.glob("screens/**/*.py"), *PACKAGE.glob("widgets/**/*.py")]
    files += [path for path in [PACKAGE / "app.py"] if path.exists()]
    return [path for path in files if path != DOOR]


def called(node: ast.expr) -> str:
    """Return the last name of what is called: ``self.app.notify`` is ``notify``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_safe(value: ast.expr) -> bool:
    """Tell whether a sink may be given `value`."""
    match value:
        case ast.Constant(value=str() as literal):
            return "[" not in literal
        case ast.Constant(value=None):
            return True
        case ast.Call(func=function):
            return called(function) in SAFE_MAKERS
        case ast.IfExp(body=body, orelse=other):
            return is_safe(body) and is_safe(other)
    return False


def unsafe_sinks(source: str) -> list[str]:
    """Return the places in `source` where a widget is given something else, as ``line: code``."""
    found: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=function) if called(function) in MARKUP_READERS:
                found.append(node)
            case ast.Call(func=function, args=[first, *_], keywords=keywords):
                literally = any(
                    keyword.arg == "markup"
                    and isinstance(keyword.value, ast.Constant)
                    and keyword.value.value is False
                    for keyword in keywords
                )
                if called(function) in SINKS and not literally and not is_safe(first):
                    found.append(node)
            case (
                ast.Assign(targets=[target], value=value)
                | ast.AnnAssign(target=target, value=ast.expr() as value)
            ):
                if called(target) in TITLES and not is_safe(value):
                    found.append(node)
    return [f"{node.lineno}: {ast.unparse(node)}" for node in found]


@pytest.mark.parametrize(
    "path", drawn_files(), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_widgets_are_given_text_by_the_one_door(path: Path) -> None:
    assert unsafe_sinks(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'Static(f"{title}")',
        "Static(title)",
        "Label(article.title)",
        'self.notify("Added " + title)',
        'self.app.notify(f"{error}")',
        "Option(name)",
        'Static("[b]bold[/b]")',
        "self.border_title = title",
        'view.border_subtitle = f"{count} articles"',
        "Content.from_markup(text)",
        'Markdown("# Help")',
        'Static("fine" if empty else title)',
    ],
)
def test_the_rule_sees_what_it_forbids(source: str) -> None:
    assert unsafe_sinks(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "Static(plain(title))",
        'Static("No articles yet")',
        "Static()",
        "Option(plain(name), id=name)",
        "self.notify(text, markup=False)",
        "self.border_title = plain(title)",
        'self.border_title = "Claims"',
    ],
)
def test_the_rule_lets_safe_calls_pass(source: str) -> None:
    assert unsafe_sinks(source) == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_no_file_holds_two_ideas(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{lines} lines: split it by what it is about"


@pytest.mark.parametrize("floor", ["ledger", "pages"])
def test_a_table_tells_all_rooms_of_a_floor(floor: str) -> None:
    _, _, rest = CONTRIBUTING.read_text(encoding="utf-8").partition(f"| room in `{floor}/` |")
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    told = [room for row in rows for room in re.findall(r"`(\w+)`", row.split("|")[1])]
    there = {path.stem for path in (PACKAGE / floor).glob("[a-z]*.py")}
    assert sorted(told) == sorted(there)
