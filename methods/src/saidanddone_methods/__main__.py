"""`python -m saidanddone_methods`: the command line."""

import sys

from saidanddone_methods.cli import main

sys.exit(main())
