"""docs/commands.md is what the commands say of themselves. `python -m tests.test_docs` writes it anew."""

import re
from pathlib import Path

import click
import pytest

from kg.cli.main import COMMANDS, app
from kg.settings import Settings

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "commands.md"
HEAD = """# Commands

What `kg COMMAND --help` prints. Exit status: 0 done, 1 internal error, 2 the user's mistake, 3 done but some documents failed.
"""


def help_of(name: str) -> str:
    command = app.get_command(click.Context(app), name)
    assert command is not None
    context = click.Context(command, info_name=f"kg {name}", max_content_width=100, terminal_width=100, help_option_names=["-h", "--help"])
    return command.get_help(context)


def render() -> str:
    return HEAD + "".join(f"\n## kg {name}\n\n```\n{help_of(name)}\n```\n" for name in COMMANDS)


def test_page_of_commands_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "docs/commands.md is old: python -m tests.test_docs writes it"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    text = help_of(name)
    assert "Example" in text and f"kg {name}" in text.split("Example", 1)[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_command_of_daily_use(name: str) -> None:
    everything = "\n".join(page.read_text(encoding="utf-8") for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")] if page != PAGE)
    assert f"kg {name}" in everything


def test_the_table_has_every_setting_and_nothing_else() -> None:
    table = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8").partition("## Settings")[2]
    assert sorted(re.findall(r"^\| `(KG_\w+)`", table, re.M)) == sorted(f"KG_{name.upper()}" for name in Settings.model_fields)


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    links = [(page, target) for page in pages for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))]
    broken = [f"{page.name}: {target}" for page, target in links if "://" not in target and not (page.parent / target).exists()]
    assert links and not broken, broken


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
