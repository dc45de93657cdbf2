"""``python -m newsread``: the same as the ``newsread`` command."""

from newsread.cli import main

if __name__ == "__main__":
    main()
