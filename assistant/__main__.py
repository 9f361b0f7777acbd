"""``python -m assistant`` is the ``vocabas`` command."""

from assistant.cli import main

if __name__ == "__main__":
    main()
