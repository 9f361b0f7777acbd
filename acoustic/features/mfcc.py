"""Mel-frequency cepstra exactly as libvosk computes them (conf/mfcc.conf), by kaldi-native-fbank.

25 ms windows every 10 ms, 40 mel bins between 20 Hz and 7.6 kHz, all 40 cepstra kept (so they lose nothing: a linear
map goes back to log mel energies), no dither, no energy.
"""

from __future__ import annotations

import kaldi_native_fbank as knf
import numpy as np
from numpy.typing import NDArray

from acoustic.speech.audio import RATE, Samples

DIMENSIONS = 40
CONF = """--use-energy=false
--sample-frequency=16000
--num-mel-bins=40
--num-ceps=40
--low-freq=20
--high-freq=-400
--dither=0.0
"""


def _options() -> knf.MfccOptions:
    options = knf.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = DIMENSIONS
    options.mel_opts.low_freq = 20
    options.mel_opts.high_freq = -400
    options.num_ceps = DIMENSIONS
    options.use_energy = False
    return options


def mfcc(samples: Samples) -> NDArray[np.float32]:
    """Cepstra of int16-scaled ``samples``. shape (frames, 40), a frame every 10 ms"""
    computer = knf.OnlineMfcc(_options())
    computer.accept_waveform(RATE, samples.astype(np.float32))
    computer.input_finished()
    frames = [computer.get_frame(i) for i in range(computer.num_frames_ready)]
    return np.stack(frames) if frames else np.zeros((0, DIMENSIONS), np.float32)
