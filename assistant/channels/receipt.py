"""An order as a receipt: what was bought, what offers took off, deposits, fee, total, and the tax by rate."""

from __future__ import annotations

from rich.table import Table

from assistant.channels.terminal import euros, receipt_row
from assistant.documents import Document


def receipt(order: Document) -> Table:
    """Return ORDER as a table. A line's total has its savings taken off and its deposit put on."""
    title = f"Commande {order['id']} — {order['state_label']}"
    table = Table("Article", "Quantité", "Prix", "Total", title=title, title_justify="left")
    for line in order["lines"]:
        table.add_row(*receipt_row(line))
    table.add_section()
    for saving in order["savings"]:
        table.add_row(f"dont {saving['text']}", "", "", euros(-saving["cents"]))
    if order["deposit_cents"]:
        table.add_row("dont consigne", "", "", euros(order["deposit_cents"]))
    if order["fee_cents"]:
        table.add_row("Frais", "", "", euros(order["fee_cents"]))
    table.add_row("Total", "", "", euros(order["total_cents"]))
    if order["credit_cents"]:
        table.add_row("Sur la cagnotte, à la remise", "", "", euros(order["credit_cents"]))
    table.add_section()
    for tax in order["vat"]:
        percent = f"{tax['percent']:g}".replace(".", ",")
        table.add_row(
            f"dont TVA à {percent}\N{NO-BREAK SPACE}%",
            "",
            f"HT {euros(tax['net_cents'])}",
            euros(tax["vat_cents"]),
        )
    return table
