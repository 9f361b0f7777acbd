"""From sound to the numbers the net sees: spoiling on purpose, then MFCC."""
