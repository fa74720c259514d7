"""`python -m seqclr_desktop`: the same as the console script `seqclr-desktop`."""

import sys

from seqclr_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
