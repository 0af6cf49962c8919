from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_each_programme_its_scope(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The scope has the programme's reference, so what the audit and invitations say still holds."""
    alias = schema_editor.connection.alias
    programmes = apps.get_model("programme", "Programme").objects.using(alias)
    scopes = apps.get_model("access", "Scope").objects.using(alias)
    memberships = apps.get_model("programme", "Membership").objects.using(alias)
    for programme in programmes.filter(scope=None).only("ref", "title", "created_at"):
        scope = scopes.create(
            ref=programme.ref,
            kind="programme",
            title=programme.title,
            created_at=programme.created_at,
        )
        programmes.filter(pk=programme.pk).update(scope=scope)
        memberships.filter(programme_id=programme.pk).update(scope=scope)


def give_each_role_its_programme(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back: each role gets its programme again, and the programmes' scopes go."""
    alias = schema_editor.connection.alias
    programmes = apps.get_model("programme", "Programme").objects.using(alias)
    memberships = apps.get_model("programme", "Membership").objects.using(alias)
    for programme in programmes.exclude(scope=None).only("scope"):
        memberships.filter(scope=programme.scope_id).update(programme=programme, scope=None)
    programmes.update(scope=None)
    apps.get_model("access", "Scope").objects.using(alias).filter(kind="programme").delete()


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_a_scope_for_each_programme")]

    operations = [migrations.RunPython(give_each_programme_its_scope, give_each_role_its_programme)]
