"""`saidanddone-methods`: the methods for analysts and scripts, over CSV and Parquet files."""

import sys
from collections.abc import Sequence

from saidanddone_methods.cli.commands import parser
from saidanddone_methods.cli.printing import refuse
from saidanddone_methods.errors import BadInput, TooThin

BAD_INPUT = 2
REFUSED = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 2 bad input, 3 refused because the data are too thin or unsafe."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except BadInput as error:
        print(f"saidanddone-methods: {error}", file=sys.stderr)
        return BAD_INPUT
    except TooThin as error:
        refuse(error.reasons, as_json=arguments.json)
        return REFUSED
    except KeyboardInterrupt:
        print("saidanddone-methods: stopped; nothing was written", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our answer has heard enough
        sys.stderr.close()
        return 0
