"""Kaldi's files, written and read without Kaldi: the transition model, the nnet3 net, the model folder."""
