"""Bytes of any format to text: in this process where that is harmless, else in one of its own."""

from importlib import import_module

from corpus.errors import UnreadableDocumentError
from corpus.reading import formats, signatures
from corpus.reading.confinement import extract_confined
from corpus.reading.decoding import decode
from corpus.reading.extraction import Extraction, NoTextLayerError
from corpus.reading.formats import Format


def extract(data: bytes, source_name: str, form: Format) -> Extraction:
    """The text of a file and its anchors.

    Raises:
        UnreadableDocumentError: the bytes are not what the name says, are damaged, protected or a bomb, or a library is missing.
    """
    _check_signature(data, source_name, form)
    if form is formats.PLAIN:
        return Extraction(decode(data, source_name))
    try:
        return _extract(data, form)
    except NoTextLayerError as error:
        return _recognised(data, source_name, error)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(f"{source_name!r} {error}.") from error
    except ModuleNotFoundError as error:
        raise UnreadableDocumentError(
            f"{source_name!r} is {form.name}, and reading one needs {error.name!r}; run: pip install 'youju[{form.extra}]'."
        ) from error


def _extract(data: bytes, form: Format) -> Extraction:
    if form.limits is None:
        found = import_module(form.module).extract(data)
        return Extraction(found.text, found.anchors)
    return extract_confined(data, module=form.module, limits=form.limits)


def _recognised(data: bytes, source_name: str, reason: NoTextLayerError) -> Extraction:
    """The text of a PDF whose pages are pictures."""
    try:
        return _extract(data, formats.SCANNED_PDF)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(f"{source_name!r} {reason}, and {error}.") from error
    except ModuleNotFoundError as error:
        advice = f"to recognise the characters in its pictures run: pip install 'youju[{formats.SCANNED_PDF.extra}]'"
        raise UnreadableDocumentError(f"{source_name!r} {reason}; {advice}.") from error


def _check_signature(data: bytes, source_name: str, form: Format) -> None:
    """Refuses a file that is something else than its name says."""
    kind = signatures.kind_of(data)
    if kind == "encrypted":
        raise UnreadableDocumentError(f"{source_name!r} is protected by a password; save it without one and try again.")
    # A web page under the name of a text is read as the text that it is.
    if kind in {form.kind, ""} or (kind == "html" and form is formats.PLAIN):
        return
    raise UnreadableDocumentError(
        f"{source_name!r} is {signatures.NAMES[kind]} by its content, not {form.name}; give it the right suffix and try again."
    )
