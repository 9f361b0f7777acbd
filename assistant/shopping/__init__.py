"""The shop's domain: pure Python, no input or output, nothing of ours imported."""
