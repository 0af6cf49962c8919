from django.apps import AppConfig

from saidanddone.base import hooks


class AccessConfig(AppConfig):
    name = "saidanddone.access"
    label = "access"
    verbose_name = "who signs in"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added
        from axes.signals import user_locked_out
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from saidanddone.access import guessing, known_devices, second_factor, today

        hooks.today_lines.register(today.roles_ending)
        hooks.today_lines.register(today.roles_refused)
        hooks.today_lines.register(today.ways_back)
        hooks.today_lines.register(today.wrong_tries)
        user_logged_in.connect(known_devices.after_sign_in)
        user_logged_out.connect(known_devices.after_sign_out)
        user_locked_out.connect(guessing.note_pause)
        authenticator_added.connect(second_factor.after_set_up)
