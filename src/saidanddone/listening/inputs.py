"""What is typed about the process itself: the input of that command.

Words are sealed as soon as the command has them; nothing writes this input anywhere.
"""

from datetime import date

from saidanddone.base.inputs import Choice, Text, command_input


@command_input()
class ReflectionInput:
    """What someone says of how this was done, on a day, and whether it may be quoted in public."""

    from_whom: Choice
    words: Text
    said_on: date
    may_quote_in_public: bool = False
