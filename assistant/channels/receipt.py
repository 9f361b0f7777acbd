"""Baskets and orders as tables: what is bought, what offers take off, deposits, fee, total, tax by rate."""

from __future__ import annotations

from rich.table import Table

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


def basket_table(basket: Document) -> Table:
    """Return BASKET as a table, with what is saved and why each product was chosen."""
    table = Table("Article", "Quantité", "Prix", "Total", "Pourquoi", title="Panier", title_justify="left")
    for line in basket["lines"]:
        table.add_row(*receipt_row(line), line["why"])
    table.add_section()
    for saving in basket["savings"]:
        table.add_row(f"dont {saving['text']}", "", "", euros(-saving["cents"]), "")
    if basket["deposit_cents"]:
        table.add_row("dont consigne", "", "", euros(basket["deposit_cents"]), "")
    table.add_row("Total", "", "", euros(basket["total_cents"]), "")
    for credit in basket["credits"]:
        table.add_row(f"et {credit['text']}", "", "", euros(credit["cents"]), "")
    return table


def receipt_row(line: Document) -> tuple[str, str, str, str]:
    """Return article, quantity, price and total of a line of BASKET or ORDER."""
    by_weight = line["unit"] == "kg"
    quantity = f"{line['quantity']:g}".replace(".", ",") + (" kg" if by_weight else "")
    name = " ".join(part for part in (line["name"], line.get("brand", "")) if part)
    price = euros(line["price_cents"]) + (" / kg" if by_weight else "")
    return name, quantity, price, euros(line["total_cents"])


def euros(cents: int) -> str:
    """Write an amount: "12,50 €", "-0,50 €"."""
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{cents // 100},{cents % 100:02d} €"
