"""The one error tree of the project.

    YoujuError                      anything that Youju says no to; the message tells what, where and what to do
    ├── DocumentError               one file is at fault, the others go on
    │   ├── UnreadableDocumentError the bytes are not a text that can be read
    │   └── EmptyDocumentError      nothing that could be cited is in it
    ├── QuestionError               a question that cannot be asked (empty, too long)
    ├── NotFoundError               no such path, document or clause
    ├── SettingsError               a setting or the home directory cannot be used
    └── StoreError                  what is stored cannot be used
        ├── StoreVersionError       written by another version of the store
        ├── StoreBusyError          another process owns the index
        └── StoreAwayError          a server that holds a rebuildable part cannot be reached

Errors of outside libraries are mapped to one of these in the module that knows the library.
"""


class YoujuError(Exception):
    """Anything that Youju says no to; the message tells what, where and what to do."""


class DocumentError(YoujuError):
    """One file is at fault, the others go on."""


class UnreadableDocumentError(DocumentError):
    """The bytes are not a text that can be read."""


class EmptyDocumentError(DocumentError):
    """Nothing that could be cited is in the document."""


class QuestionError(YoujuError):
    """A question that cannot be asked."""


class NotFoundError(YoujuError):
    """No such path, document or clause."""


class SettingsError(YoujuError):
    """A setting or the home directory cannot be used."""


class StoreError(YoujuError):
    """What is stored cannot be used."""


class StoreVersionError(StoreError):
    """Written by another version of the store."""


class StoreBusyError(StoreError):
    """Another process owns the index."""


class StoreAwayError(StoreError):
    """A server that holds a rebuildable part of what is stored cannot be reached."""
