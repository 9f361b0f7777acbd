"""How good it is: word and phone errors with confidence intervals, noise, speed."""
