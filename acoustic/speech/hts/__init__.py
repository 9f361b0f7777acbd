"""Two voices built from real recordings, as statistics: hidden semi-Markov voices (HTS) of the MaryTTS project.

*upmc-pierre* (ISIR/UPMC, recorded by Pierre Chauvin) and *enst-camille* (Télécom ParisTech, recorded by Camille Dianoux),
both CC-BY-SA 3.0. Their data files are not part of this repository: the recipe says where they lie. What they say here
differs in vocal-tract length, pitch, rate, tilt and in the very sound of each phone from one utterance to the next.

Known approximations: prosody by simple rules; [ɥ] is spoken but labelled "y" where espeak-ng writes y.
"""
