"""The permissions of the three rooms, gathered: a role holds them under the one label `evidence`."""

from saidanddone.evidence.coding import policies as coding
from saidanddone.evidence.themes import policies as themes
from saidanddone.evidence.transcripts import policies as transcripts

PERMISSIONS = transcripts.PERMISSIONS | coding.PERMISSIONS | themes.PERMISSIONS
