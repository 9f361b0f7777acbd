"""The ``am`` and ``conf`` folders of a Vosk model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from acoustic.features.mfcc import CONF, DIMENSIONS
from acoustic.kaldi.binary import Writer
from acoustic.kaldi.nnet3 import Affine, ensemble_mdl

if TYPE_CHECKING:
    from acoustic.net.tdnn import Layer

MODEL_CONF = """--min-active=200
--max-active=3000
--beam=12.0
--lattice-beam=5.0
--acoustic-scale={acoustic_scale}
--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""


def write(
    folder: Path,
    nets: Sequence[Sequence[Layer] | Sequence[Affine]],
    blank_penalty: float,
    cmvn: NDArray[np.float64] | None = None,
    acoustic_scale: float = 1.0,
) -> None:
    """Writes am/final.mdl, conf/mfcc.conf and conf/model.conf under ``folder``; several ``nets`` vote.

    ``cmvn``: Kaldi statistics for am/global_cmvn.stats, whose presence makes libvosk take the moving mean off
    (see features.normalise). ``acoustic_scale`` weighs the net against the language model.
    """
    (folder / "am").mkdir(parents=True, exist_ok=True)
    (folder / "conf").mkdir(parents=True, exist_ok=True)
    (folder / "am" / "final.mdl").write_bytes(ensemble_mdl(nets, DIMENSIONS, blank_penalty))
    statistics = folder / "am" / "global_cmvn.stats"
    statistics.unlink(missing_ok=True)
    if cmvn is not None:
        out = Writer()
        out.matrix(cmvn, double=True)
        statistics.write_bytes(bytes(out))
    (folder / "conf" / "mfcc.conf").write_text(CONF)
    (folder / "conf" / "model.conf").write_text(MODEL_CONF.format(acoustic_scale=acoustic_scale))
