"""`saidanddone-methods`: the methods for analysts and scripts, over CSV and Parquet files."""

import io
import os
import sys
from collections.abc import Sequence

from saidanddone_methods.cli.commands import parser
from saidanddone_methods.cli.printing import refuse
from saidanddone_methods.errors import BadInput, TooThin

BAD_INPUT = 2
REFUSED = 3
INTERRUPTED = 130  # the convention of shells: 128 plus the number of the signal


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: done. 2: bad input. 3: refused, because the data are too thin or unsafe. 130: interrupted.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may lack a letter of the data
    try:
        arguments = parser().parse_args(argv)
        status = int(arguments.run(arguments) or 0)
        print(end="", flush=True)  # so that a failure to write is caught here
    except BadInput as error:
        return _complain(str(error), BAD_INPUT)
    except TooThin as error:
        refuse(error.reasons, in_json=arguments.json)
        return REFUSED
    except KeyboardInterrupt:
        return _complain("stopped before it was done", INTERRUPTED)
    except ModuleNotFoundError as error:  # a server installs only what its pages need
        missing = (error.name or "a part").partition(".")[0]
        sentence = f"this needs {missing}, which is not installed here: pip install ./methods does"
        return _complain(sentence, BAD_INPUT)
    except MemoryError:
        return _complain("there is too little memory here for so much at once", BAD_INPUT)
    except BrokenPipeError:  # the reader, such as `head`, has closed the pipe
        _write_nothing_more()
        return 0
    except OSError as error:
        _write_nothing_more()
        what = error.filename or "the answer"
        return _complain(f"{what} cannot be read or written: {error.strerror}", BAD_INPUT)
    return status


def _complain(sentence: str, status: int) -> int:
    print(f"saidanddone-methods: {sentence}", file=sys.stderr)
    return status


def _write_nothing_more() -> None:
    """Send Python's last flush of standard output to nowhere: it would fail as ours did."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
