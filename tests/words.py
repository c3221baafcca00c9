"""`make words`: brings every language's sentences up to date with the code and compiles them."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.browsing import ROOT
from whence.catalogue import Catalogue
from whence.web.language import FOLDER, LANGUAGES

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def main() -> None:
    """Update and compile all languages, and say how many sentences still want translating."""
    for language in list(LANGUAGES)[1:]:
        file = po(language)
        catalog = updated(language)
        file.write_bytes(text(catalog))
        file.with_suffix(".mo").write_bytes(compiled(catalog))
        missing = sum(not all(forms(message)) for message in catalog if message.id)
        print(f"{file.relative_to(ROOT)}: {len(catalog)} sentences, {missing} to translate.")  # noqa: T201


def po(language: str) -> Path:
    """The file that holds a language's sentences."""
    return FOLDER / language.replace("-", "_") / "LC_MESSAGES" / "whence.po"


def extracted() -> Catalog:
    """Every sentence that the code marks, with the files that speak it."""
    catalog = Catalog(fuzzy=False)
    found = extract_from_dir(ROOT / "whence", [("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, comments, _context in sorted(found, key=lambda each: each[:2]):
        # Lines would change with every edit above them.
        catalog.add(message, locations=[(f"whence/{file}", None)], auto_comments=comments)
    for study in Catalogue.load(ROOT / "data" / "studies.csv"):
        for told in (study.title, study.artist, study.medium, study.museum):
            catalog.add(told, context="study", locations=[("data/studies.csv", None)])
    return catalog


def read(language: str) -> Catalog:
    """A language's sentences as they are kept."""
    with po(language).open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"))


def updated(language: str) -> Catalog:
    """A language's sentences with those that the code marks now, and no others."""
    catalog = read(language)
    catalog.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    return catalog


def forms(message: Message) -> tuple[str, ...]:
    """A translation's forms: one, or one for each kind of number."""
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ("",))


def text(catalog: Catalog) -> bytes:
    """The .po file of a catalog."""
    file = BytesIO()
    write_po(file, catalog, omit_header=False, width=100, sort_by_file=True)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The .mo file of a catalog."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


if __name__ == "__main__":
    main()
