"""The database router: wrapped keys are in a database of their own, backed up separately."""

from typing import Any

KEYS = "keys"


class KeysRouter:
    """Sends `vault.WrappedKey`, and nothing else, to the key database."""

    def _is_key(self, app_label: str, model_name: str | None) -> bool:
        return app_label == "vault" and model_name == "wrappedkey"

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return KEYS if self._is_key(model._meta.app_label, model._meta.model_name) else "default"

    db_for_write = db_for_read

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool:
        return self._is_key(app_label, model_name) == (db == KEYS)
