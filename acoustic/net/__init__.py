"""The net that turns cepstra into phones, and how it learns. The only part that needs torch."""
