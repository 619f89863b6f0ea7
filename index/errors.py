"""The errors a person can meet; each message says what happened and what to do next.

OnRecordError
├── ArchiveError
│   ├── NoArchive            there is no archive in that folder yet
│   ├── ArchiveMismatch      made by another embedder or in another format
│   ├── ArchiveDamaged       its file is not what was written to it
│   ├── ArchiveBusy          another process is writing to it
│   └── ArchiveUnwritable    the folder cannot be used or written
├── ModelError               a model is missing, damaged or cannot be loaded
├── WorkerLost               a process beside this one has ended before its work was done
├── Unprepared               an article over whose sentences this program fails
├── ReadError                a path or record that cannot be read as an article
├── QuestionError            a question that cannot be asked
│   ├── UnknownName          a speaker or an outlet that the archive does not have
│   ├── UnknownArticle       an article that the archive does not have
│   └── AddressError         a permanent address that holds what no address has
├── QuestionsError           a file of labelled questions or of answers that cannot be read
├── WriterError              a language model's endpoint cannot be reached or answers badly
├── SettingsError            an unknown or impossible setting
├── TooBusy                  more is asked at once than can be answered
└── PageError                the page cannot be served
    └── NotAdmitted          what was asked for is off for this visitor
"""


class OnRecordError(Exception):
    """Anything that is told to the person in one sentence."""


class ArchiveError(OnRecordError):
    """Something about the archive on disk."""


class NoArchive(ArchiveError):
    """There is no archive in the folder."""


class ArchiveMismatch(ArchiveError):
    """The archive was made by another embedder or in another format."""


class ArchiveDamaged(ArchiveError):
    """The archive's file is not what was written to it."""


class ArchiveBusy(ArchiveError):
    """Another process holds the archive's write lock."""


class ArchiveUnwritable(ArchiveError):
    """The archive's folder cannot be created, used or written."""


class ModelError(OnRecordError):
    """A model is missing, damaged or cannot be loaded."""


class WorkerLost(OnRecordError):
    """A process that prepares articles has ended before its work was done."""


class Unprepared(OnRecordError):
    """The program fails over the sentences of an article."""


class ReadError(OnRecordError):
    """A path or a record cannot be read as an article."""


class QuestionError(OnRecordError):
    """The question cannot be asked as it stands."""


class UnknownName(QuestionError):
    """No speaker or outlet of the archive has this name."""


class AddressError(QuestionError):
    """A permanent address that cannot be read, or not be made."""


class UnknownArticle(QuestionError):
    """No article of the archive has this id."""


class QuestionsError(OnRecordError):
    """A file of labelled questions, annotations or answers cannot be read."""


class WriterError(OnRecordError):
    """A language model's endpoint cannot be reached, stalls or answers badly."""


class SettingsError(OnRecordError):
    """A setting is unknown or has an impossible value."""


class PageError(OnRecordError):
    """The web page cannot be served."""


class NotAdmitted(PageError):
    """What was asked for is off for this visitor."""


class TooBusy(OnRecordError):
    """More is asked at once than can be answered or may wait."""
