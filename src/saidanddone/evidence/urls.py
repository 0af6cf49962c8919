from saidanddone.evidence.coding import urls as coding
from saidanddone.evidence.themes import urls as themes
from saidanddone.evidence.transcripts import urls as transcripts

app_name = "evidence"
urlpatterns = [*transcripts.urlpatterns, *coding.urlpatterns, *themes.urlpatterns]
