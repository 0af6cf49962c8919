"""What people type about listening, made into clean values."""

from saidanddone.listening.forms.occasions import KINDS, OccasionForm
from saidanddone.listening.forms.people import (
    CodeForm,
    ConsentForm,
    EraseForm,
    OnceForm,
    RegisterForm,
)
from saidanddone.listening.forms.speakers import SpeakersForm
from saidanddone.listening.forms.tables import ColumnsForm, TableForm
from saidanddone.listening.forms.words import (
    GroupWordsForm,
    KnownNamesForm,
    ReflectionForm,
    VoiceForm,
    WordsForm,
)

__all__ = [
    "KINDS",
    "CodeForm",
    "ColumnsForm",
    "ConsentForm",
    "EraseForm",
    "GroupWordsForm",
    "KnownNamesForm",
    "OccasionForm",
    "OnceForm",
    "ReflectionForm",
    "RegisterForm",
    "SpeakersForm",
    "TableForm",
    "VoiceForm",
    "WordsForm",
]
