"""The errors of the training room: one base, three children, each with a sentence a person can act on."""


class AcousticError(Exception):
    """Anything that stops a step; its text says what to do about it."""


class MissingTool(AcousticError):
    """A program of the operating system is not installed (espeak-ng, libfst-tools…)."""


class BadManifest(AcousticError):
    """A speech manifest cannot be read, or names a recording that is not there."""


class BadModel(AcousticError):
    """A Kaldi file does not hold what it should."""
