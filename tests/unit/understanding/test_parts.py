from __future__ import annotations

import pytest

from assistant.understanding.parts import cut
from tests.unit.understanding.markup import parsed


@pytest.mark.parametrize(
    ("marked", "parts"),
    [
        ("[ajoute](act_add) du [lait](product)", ["ajoute du lait"]),
        (
            "[ajoute](act_add) du [lait](product) et [enlève](act_remove) le [pain](product)",
            ["ajoute du lait", "enlève le pain"],
        ),
        (
            "[ajoute](act_add) du [lait](product) dans la liste et puis tu peux [enlever](act_remove) "
            "le [pain](product)",
            ["ajoute du lait dans la liste", "tu peux enlever le pain"],
        ),
        ("du [lait](product) et [passe la commande](act_checkout)", ["du lait", "passe la commande"]),
        ("le [kéfir](product) [ça coûte combien](act_price)", ["le kéfir ça coûte combien"]),
        ("les [œufs](product) [mets](act_set)-[en](pronoun) [douze](quantity)", ["les œufs mets-en douze"]),
        (
            "[à la place](swap) du [lait](product) [mets](act_replace) du [soja](product)",
            ["à la place du lait mets du soja"],
        ),
        (
            "[cinq](quantity) [fraises](product) non [mettez](act_add) [six](quantity)",
            ["cinq fraises non mettez six"],
        ),
        ("[oui](act_confirm) et [ajoute](act_add) du [pain](product)", ["oui", "ajoute du pain"]),
        (
            "les [yaourts](product) tu les [passes](act_set) à [huit](quantity) et le [beurre](product) "
            "tu l'[enlèves](act_remove)",
            ["les yaourts tu les passes à huit", "le beurre tu l'enlèves"],
        ),
        (
            "[passe la commande](act_checkout) non attends [ajoute](act_add) du [sucre](product)",
            ["ajoute du sucre"],
        ),
        (
            "[mets](act_add) [trois](quantity) [kiwis](product) [pardon](correction) "
            "[retire](act_remove) [trois](quantity) [kiwis](product)",
            ["retire trois kiwis"],
        ),
        ("les [pizzas](product) [mets](act_set) en [3](quantity)", ["les pizzas mets en 3"]),
        ("pour les [kiwis](product) [j'ai dit](act_set) [dix](quantity)", ["pour les kiwis j'ai dit dix"]),
        (
            "le [jambon](product) [prends](act_replace) [sans couenne](attribute)",
            ["le jambon prends sans couenne"],
        ),
        (
            "des [pizzas](product) et [enlève](act_remove) [deux](quantity) [kiwis](product)",
            ["des pizzas", "enlève deux kiwis"],
        ),
        ("bonjour", ["bonjour"]),
    ],
)
def test_a_new_part_begins_at_a_verb_when_something_was_asked_before_it(marked, parts):
    assert list(cut(parsed(marked))) == parts
