"""The shop's domain: pure Python, no input or output, nothing of ours imported.

To learn the trade, read it in this order; docs/shopping.md tells a retailer, with the laws behind it.

1. `amounts`, `products`, `packs`: from "une douzaine d’œufs" to what a till counts, packages or grams.
2. `basket`: what a household means to buy; lines merge, refit their packs, never forget what was asked.
3. `money`, `vat`: cents, the one rounding of a line, the tax in it.
4. `offers`, `combination`, `bill`: what the shop takes off, which offers may meet on one article, and the
   cheapest legal way, so that a basket never costs more because an offer exists.
5. `slots`: when it can be had, on the shop's clock and its two odd nights.
6. `orders`, `payment`: what was agreed, at prices fixed, and the states it goes through.
7. `habits`, `recipes`: what a household usually buys, and what a dish needs.
"""
