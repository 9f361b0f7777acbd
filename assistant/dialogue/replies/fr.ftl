# Everything Vocabas says, in French. Fluent syntax (projectfluent.org): a linguist edits this file, no code.
# Typographic apostrophes (’) and no-break spaces before « : ; ? ! » and units.
#
# Attributes (.b, .c) are variants of a message: each turn takes the next one. The household is spoken to with “vous”;
# fr-tu.ftl holds the messages that differ for those who are spoken to with “tu”, with as many variants.

## Amounts. $n is the number, exact forms [1] give the article its gender.

pack-package = { $n ->
    [1] un
   *[other] { $n }
}
pack-bottle = { $n ->
    [1] une bouteille
   *[other] { $n } bouteilles
}
pack-carton = { $n ->
    [1] une brique
   *[other] { $n } briques
}
pack-box = { $n ->
    [1] une boîte
   *[other] { $n } boîtes
}
pack-packet = { $n ->
    [1] un paquet
   *[other] { $n } paquets
}
pack-bag = { $n ->
    [1] un sachet
   *[other] { $n } sachets
}
pack-pot = { $n ->
    [1] un pot
   *[other] { $n } pots
}
pack-jar = { $n ->
    [1] un bocal
   *[other] { $n } bocaux
}
pack-tray = { $n ->
    [1] une barquette
   *[other] { $n } barquettes
}
pack-bunch = { $n ->
    [1] une botte
   *[other] { $n } bottes
}
pack-net = { $n ->
    [1] un filet
   *[other] { $n } filets
}
pack-slab = { $n ->
    [1] une plaquette
   *[other] { $n } plaquettes
}
pack-bar = { $n ->
    [1] une tablette
   *[other] { $n } tablettes
}
pack-roll = { $n ->
    [1] un rouleau
   *[other] { $n } rouleaux
}
pack-tube = { $n ->
    [1] un tube
   *[other] { $n } tubes
}
pack-can = { $n ->
    [1] une canette
   *[other] { $n } canettes
}
pack-pack = { $n ->
    [1] un pack
   *[other] { $n } packs
}
pack-flask = { $n ->
    [1] un flacon
   *[other] { $n } flacons
}
pack-jerrycan = { $n ->
    [1] un bidon
   *[other] { $n } bidons
}

articles = { $n ->
    [one] { $n } article
   *[other] { $n } articles
}

## Prices on the shelf

the-bottle = la bouteille
the-carton = la brique
the-box = la boîte
the-packet = le paquet
the-bag = le sachet
the-pot = le pot
the-jar = le bocal
the-tray = la barquette
the-bunch = la botte
the-net = le filet
the-slab = la plaquette
the-bar = la tablette
the-roll = le rouleau
the-tube = le tube
the-can = la canette
the-pack = le pack
the-flask = le flacon
the-jerrycan = le bidon
price-deposit = { $price }, plus { $deposit } de consigne
price-kg = { $price } le kilo
price-litre = { $price } le litre
price-pack = { $price } { $pack }
price-pack-unit = { $price } { $pack }, soit { $per }

## Items

added = J’ajoute { $items }.
    .b = C’est noté : { $items }.
    .c = Je mets { $items }.
added-short = { $items }. Et avec ça ?
    .b = { $items }.
    .c = { $items }. Ensuite ?
in-all = { $items }, soit { $total } en tout
counted-weighed = { $items }, environ { $weight }
added-other-pack = { $items } : il n’y a pas de { $asked }.
added-not-just = { $items } : pas moyen de faire { $asked } tout juste.
added-within-pack = Il y en a assez : { $items }.
removed = J’enlève { $items }.
    .b = C’est enlevé : { $items }.
removed-within-pack = C’est vendu par { $pack } : je garde { $items }.
set = C’est noté : { $items }.
    .b = Alors ce sera { $items }.
replaced = Je remplace { $old } par { $new }.
    .b = Je mets { $new } et je retire { $old }.
replaced-pack = Je prends plutôt { $pack }, à { $price }.
replace-same = C’est déjà ce que j’avais mis : { $items }.
replace-kept = Je garde { $items }.
no-other = Je n’en ai pas d’autre : je garde { $items }.
product-unknown = Je n’ai pas trouvé « { $said } ».
    .b = Je n’ai pas « { $said } » en rayon.
product-over-price = Je n’ai pas « { $said } » à ce prix : le moins cher, { $product }, est à { $price }.
product-not-in-unit = { $product } : ce n’est pas vendu dans cette unité.
kept-to-limit = C’est limité à { $most } par commande : je n’en garde pas plus.
product-limited = C’est limité à { $most } par commande : je n’ajoute rien de plus.
product-not-in-basket = Il n’y a pas { $of } dans votre panier.
pronoun-without-product = De quel produit parlez-vous ?
no-longer-sold = Ce n’est plus vendu, je l’ai retiré du panier : { $items }.
choose-product = Pour « { $said } », vous voulez { $choices } ?
    .b = « { $said } » : plutôt { $choices } ?
choose-substitute = À la place, voulez-vous { $choices } ?
unavailable-out_of_stock = Il n’y a plus de « { $product } ».
unavailable-no_price = « { $product } » est au catalogue, mais son prix n’est pas encore connu : je ne peux pas l’ajouter.
unavailable-brand_unknown = Je n’ai pas de « { $product } ».
unavailable-not_exactly = Je n’ai pas exactement « { $product } ».
choose-line = Lequel : { $choices } ?
which = Lequel ?
choose-again = Alors, { $choices } ?
comparison = { $products }.
compared = { $product }, { $price }
choice-priced = { $product } à { $price }
choice-priced-kg = { $product } à { $price } le kilo
ask-amount = Combien { $of } voulez-vous ? C’est { $price }.
confirm-amount = Vous voulez vraiment { $items } ?
confirm-doubtful = Vous avez dit « { $heard } » ?
    .b = J’ai cru entendre « { $heard } » : c’est bien ça ?
heard-wrong = Pardon. Que vouliez-vous ?
skipped = D’accord, je n’ajoute rien.
    .b = Très bien, je laisse.
listening = Je vous écoute.
take-your-time = Prenez votre temps.
    .b = Je vous attends.

## Questions about products

price-of = { $product } : { $price }.
price-of-amount = { $product } : { $price }. Pour { $items }, { $cost }.
price-several = Il y a { $choices }.
have = Oui : { $choices }.
    .b = Nous avons { $choices }.
cheapest = Le moins cher, c’est { $product } : { $price }.
cheapest-already = Non, c’est déjà le moins cher : { $product }, { $price }.
have-none = Non, je n’ai pas { $of }.
    .b = Je n’ai pas { $of }, désolé.
fact-yes = Oui : { $product }, c’est { $label }.
fact-no = { $product } : ce n’est pas indiqué « { $label } ».
facts = { $product } : { $facts }.
facts-of = { $product }.
facts-none = { $product } : { $price }. Je n’en sais pas plus.
fact-allergens = Allergènes : { $allergens }.
fact-no-allergens = Aucun allergène n’est indiqué.
fact-nutriscore = Nutri-Score { $score }.

## Basket

basket-empty = Votre panier est vide.
basket-content = Dans votre panier, il y a { $items }. Le total est de { $total }.
    .b = Vous avez { $items }. En tout, { $total }.
basket-with = Oui, il y a { $items }.
basket-without = Non, il n’y a pas { $of } dans votre panier.
basket-out-of-range = { $count ->
    [one] Il n’y a qu’un produit dans votre panier.
   *[other] Il n’y a que { $count } produits dans votre panier.
}
basket-total = Votre panier fait { $total } pour { $articles }.
    .b = Cela fait { $total } pour { $articles }.
clear-ask = Je vide tout le panier, { $articles } ?
clear-ask-first = Je vide d’abord tout le panier, { $articles } ?
clear-ask-but = J’enlève tout sauf { $items } ?
cleared = Votre panier est vide.
cleared-but = C’est fait, j’ai enlevé le reste.
clear-kept = D’accord, je garde votre panier.
undone = C’est annulé.
undone-back = C’est annulé : je remets { $items }.
undone-gone = C’est annulé : je retire { $items }.
undone-both = C’est annulé : je remets { $back } et je retire { $gone }.
undone-empty = C’est annulé : votre panier est vide.
nothing-to-undo = Il n’y a rien à annuler.
list-finished = C’est noté : { $articles } pour { $total }. Dites « commande » quand vous voudrez.
    .b = Très bien : { $articles }, { $total }. Il ne reste qu’à dire « commande ».
picked-up = { $n ->
    [one] Il y avait déjà un article dans votre panier.
   *[other] Il y avait déjà { $n } articles dans votre panier.
}

## Recipes

recipe-added = { $dish } pour { $servings ->
    [one] une personne
   *[other] { $servings } personnes
} : j’ajoute { $items }.
recipe-had = Déjà dans votre panier : { $items }.
recipe-all-there = { $dish } pour { $servings ->
    [one] une personne
   *[other] { $servings } personnes
} : tout est déjà dans votre panier.
recipe-staples = Vérifiez qu’il vous reste : { $items }.
recipe-unknown = Je ne connais pas la recette « { $said } ».
recipe-servings = Je sais compter pour { $limit } personnes au plus.
recipe-skipped = D’accord, une autre fois.
recipes-none = Je n’ai pas d’idée avec « { $said } ».
recipes-all-told = C’est tout ce que j’ai comme idées.
choose-recipe = Je propose { $choices }. Laquelle ?
    .b = Pourquoi pas { $choices } ?

## Ordering

checkout-empty = Votre panier est vide : il n’y a rien à commander.
    .b = Il n’y a encore rien dans votre panier. Que vous faut-il ?
checkout-dropped = Le panier est vide : j’arrête la commande.
ask-mode = { $choices } ?
ask-mode-when = Pour { $when } : { $choices } ?
mode-not-offered = { $shop } ne propose pas ce mode.
ask-slot = { $mode } : { $choices } ?
slot-none-there = Il n’y a pas de créneau libre à ce moment-là.
slot-no-earlier = Il n’y a rien de libre plus tôt.
slot-no-later = Il n’y a rien de libre plus tard.
slot-none-at-all = Il n’y a plus de créneau libre : essayez un autre mode.
express-closed = L’express n’est pas ouvert à cette heure-ci.
express-full = L’express est complet pour l’heure qui vient.
slot-taken = Ce créneau vient d’être pris.
basket-changed = Votre panier a changé depuis ma question.
question-old = Ma question date un peu.
price-changed = Un prix a changé depuis ma question.
confirm-order = Je récapitule : { $articles }, { $total }, { $mode }, { $slot }. Je valide la commande ?
total-with-parts = { $total } dont { $parts }
total-part-fee = { $fee } de frais
total-part-deposit = { $deposit } de consigne
total-saved = { $total } après { $savings } d’économies
ask-age = Il y a de l’alcool dans votre panier : avez-vous 18 ans ou plus ?
age-refused = L’alcool est réservé aux adultes : je laisse la commande de côté, et votre panier est gardé. Pour commander le reste, enlevez { $items }.
age-checked-later = Une pièce d’identité vous sera demandée pour l’alcool.
order-too-small = { $mode }, le minimum est de { $minimum } : il manque { $missing }.
stock-short = Il ne reste { $left } : je n’en garde pas plus.
stock-none = Il n’y a plus de « { $product } » : je l’enlève du panier.
card-number-never = Ne me dites jamais de numéro de carte bancaire, je n’en garde aucun : on paie à la remise, ou sur la page de paiement du magasin.
credit-earned = Vous gagnerez { $credit } sur votre cagnotte.
confirm-unsure = Je ne suis pas sûr d’avoir bien entendu.
order-placed = C’est commandé ! Numéro { $number }, { $mode }, { $slot }. Total : { $total }.
order-not-placed = D’accord, je ne commande pas. Votre panier est gardé.
code-ask = Quel est votre code ?
code-wrong = Ce n’est pas le bon code. Réessayez.
code-unsure = Je n’ai pas bien entendu le code. Redites-le.
code-locked = Trop d’essais : je ne prends plus de commande pour le moment. Votre panier est gardé.
order-not-yet = La commande n’est pas encore passée.
order-none = Vous n’avez pas de commande.
order-status = Votre commande { $number } est { $state }, { $mode }, { $slot }. Total : { $total }.
order-status-over = Votre commande { $number } du { $day } est { $state }.
order-not-this-basket = Votre panier, { $articles }, n’est pas encore commandé.
cancel-ask = J’annule la commande { $number }, { $mode }, { $slot }, { $total } ?
order-cancelled = La commande est annulée.
cancel-kept = D’accord, la commande est maintenue.
cancel-too-late = Votre commande est { $state } : on ne peut plus l’annuler.
cancel-lost = Cette commande ne peut plus être annulée.
reorder-nothing = Vous n’avez pas encore de commande à refaire.
reordered = { $n ->
    [one] Je remets le produit de votre commande
   *[other] Je remets les { $n } produits de votre commande
} du { $day }. Le panier fait { $total }.
reorder-gone = { $product } : ce n’est plus vendu.
mode-drive = en drive
mode-delivery = en livraison à domicile
mode-express = en livraison express
slot-between = { $day } entre { $start } et { $end }
slot-before = { $day } avant { $end }
slot-short = { $day } à { $start }

## Offers. $what names the products, "" when the offer is on the whole basket.

savings-none = Il n’y a pas de remise dessus.
savings-total = Vous économisez { $total } : { $savings }.
saving-explained = { $saving } ({ $amount })
saving-on = { $what }, { $rule }
saving-on-many = { $n } articles
offer-on = { $rule } sur { $what }
offer-parts = { $rule } avec { $what }
offer-titled = { $title }, { $rule }
offer-kind = les { $kind }
offer-kind-of = les produits { $of }
offer-more-kinds = d’autres encore
offer-limited = { $offer }, { $limit } au plus par commande
offer-today = { $offer }, aujourd’hui seulement
offer-until-tomorrow = { $offer }, jusqu’à demain
offer-until = { $offer }, jusqu’au { $day }
offers-best = En promotion en ce moment : { $offers }.
offers-more = Il y a aussi : { $offers }.
offers-rest = { $n ->
    [one] J’en ai une autre : dites « encore des promos ».
   *[other] J’en ai { $n } autres : dites « encore des promos ».
}
offers-on = Oui : { $offers }.
    .b = En promotion : { $offers }.
offers-none-on = Rien en promotion pour « { $said } » en ce moment.
offers-all-told = C’est tout ce que j’ai en promotion.
offers-none = Il n’y a pas de promotion en ce moment.
rule-percentage = { $percent } de remise
rule-second = { $percent ->
    [50] le deuxième à moitié prix
    [100] le deuxième offert
   *[other] le deuxième à moins { $percent } %
}
rule-n-for-m = { $taken } pour le prix de { $paid }
rule-lot = le lot à { $price }
rule-money-off = { $off } de remise
rule-money-off-from = { $off } de remise dès { $threshold } d’achats
rule-basket-share = { $percent } de remise sur le panier
rule-credit = { $percent } sur votre cagnotte

coupon-ask = Quel est le code ?
coupon-saves = C’est noté, { $saving } : { $amount } de moins.
coupon-earns = C’est noté, { $saving }, soit { $amount }.
coupon-kept = C’est noté : { $offer }. Pour l’instant, cela ne change rien au total.
coupon-kept-from = C’est noté : { $offer }. Il manque { $missing } d’achats pour en profiter.
coupon-already = Ce code est déjà pris en compte.
coupon-unknown = Je ne connais pas le code « { $said } ».
coupon-unknown-unsaid = Je ne connais pas ce code.
coupon-over = Ce code n’est plus valable.
coupon-not-yet = Ce code n’est pas encore valable.
coupon-needs-card = Ce code ne vaut qu’avec la carte de fidélité, et je n’en ai pas pour vous.
coupon-dropped = C’est noté, sans le code { $codes }.
coupon-not-given = Il n’y a pas de code dans ce panier.
credit-balance = Votre cagnotte est de { $credit }.
credit-to-come = Ce panier y ajoutera { $credit }.
credit-no-card = Je n’ai pas de carte de fidélité pour vous.

## Talk

confirm-nothing = Je ne vous ai rien demandé. Dites par exemple « ajoute deux litres de lait ».
    .b = Je ne vous ai rien demandé. Que vous faut-il ?
confirm-nothing-basket = Je ne vous ai rien demandé. Pour commander, dites « commande ».
    .b = Je ne vous ai rien demandé.
deny-nothing = D’accord.
very-well = Très bien.
choose-nothing = Il n’y a pas de choix en cours.
choose-out-of-range = Je n’ai proposé que { $count } choix.
repeat-nothing = Je n’ai encore rien dit.
help = Vous pouvez dire : « ajoute deux litres de lait », « enlève le beurre », « mets plutôt trois baguettes », « qu’est-ce qu’il y a dans mon panier », « combien coûtent les tomates », ou « commande pour demain dix-huit heures ».
    .b = Dites par exemple : « il me faut du café et du sucre », « mets-en un de plus », « pourquoi celui-là », « annule », « combien ça fait », ou « commande en drive samedi matin ».
greeting = Bonjour ! Que vous faut-il ?
    .b = Bonjour ! Je vous écoute.
good-evening = Bonsoir ! Que vous faut-il ?
    .b = Bonsoir ! Je vous écoute.
welcome = Je vous en prie.
    .b = Avec plaisir.
goodbye = Au revoir !
    .b = À bientôt !
goodbye-unordered = Au revoir ! Je n’ai rien commandé, et votre panier est gardé.
goodbye-kept = Au revoir ! Votre panier est gardé.
    .b = À bientôt ! Je garde votre panier.
unsupported = Je ne sais pas faire cela. Dites « aide » pour savoir ce que je sais faire.
out-of-scope = Je ne m’occupe que des courses : dites-moi ce qu’il faut acheter.
    .b = Ça, je ne sais pas. Pour les courses, je suis là.
not-understood = Je n’ai pas compris. Pouvez-vous le dire autrement ?
    .b = Pardon, je n’ai pas saisi. Redites-le autrement ?
missed-answer = Je n’ai pas compris.
    .b = Pardon, je n’ai pas saisi.
noted-first = C’est noté.
way-out-confirmation = Dites « oui », « non », ou « laisse tomber ».
way-out-choice = Dites par exemple « le premier », ou « laisse tomber ».
way-out-detail = Dites-le en quelques mots, ou « laisse tomber ».
way-out-coupon = Dites le code, ou « laisse tomber ».
way-out-code = Dites quatre chiffres, ou « laisse tomber ».
way-out-amount = Dites une quantité, ou « laisse tomber ».
way-out-mode = Dites par exemple « en drive », ou « laisse tomber ».
question-dropped = Je laisse cela de côté. Votre panier est gardé.
item-dropped = Je laisse « { $said } » de côté.

## Why a product was chosen

reason-popular = { $product }, { $price } : c’est ce que l’on me demande le plus pour « { $said } ».
reason-only_one = { $product }, { $price } : c’est le seul de ce genre.
reason-cheapest = { $product }, { $price } : c’est le moins cher.
reason-cheapest_per_unit = { $product }, { $price } : c’est le moins cher pour cette quantité.
reason-chosen = { $product }, { $price } : c’est vous qui l’avez choisi.
reason-recipe = { $product }, { $price } : c’est pour la recette.
reason-reordered = { $product }, { $price } : il était dans votre dernière commande.
reason-other = { $product }, { $price } : c’est { $reason }.
reason-others = Il y a aussi { $choice }.
why-nothing = Je n’ai rien choisi pour l’instant.

## The same in a word

why-popular = le plus demandé
why-only_one = le seul de ce genre
why-cheapest = le moins cher
why-cheapest_per_unit = le moins cher pour cette quantité
why-cheapest_per_kilo = le moins cher au kilo
why-cheapest_per_litre = le moins cher au litre
why-cheapest_per_piece = le moins cher à l’unité
why-usual = votre { $usual }
why-chosen = votre choix
why-recipe = pour la recette
why-reordered = déjà commandé

## Why a line of a catalogue file is left out

reason-missing = la colonne { $column } est vide
reason-too_long = la colonne { $column } est trop longue
reason-not_a_number = dans la colonne { $column }, « { $value } » n’est pas un nombre
reason-not_positive = dans la colonne { $column }, « { $value } » n’est pas possible
reason-unknown_value = dans la colonne { $column }, « { $value } » n’est pas connu
reason-needs_mass = un produit vendu au poids a besoin d’une masse, pas de « { $value } »
reason-duplicate = le produit { $value } figure déjà plus haut
reason-unknown_sku = le produit { $value } n’est pas au catalogue
reason-columns = la ligne n’a pas le bon nombre de colonnes ({ $value })
reason-bad_json = la ligne n’est pas un objet JSON

## Why a code is too weak

weak-same_digit = quatre fois le même chiffre
weak-run = des chiffres qui se suivent
weak-pairs = deux chiffres qui reviennent
weak-year = une année

## Order states

state-CREATED = créée
state-CONFIRMED = confirmée
state-IN_PREPARATION = en préparation
state-READY_FOR_PICKUP = prête au retrait
state-IN_DELIVERY = en cours de livraison
state-DELIVERED = livrée
state-CANCELLED = annulée
state-REJECTED = refusée

## Errors, by code

error-empty_text = Je n’ai reçu aucun texte.
error-text_too_long = Ce texte est trop long : { $limit } caractères au plus.
error-unreadable_audio = Je n’arrive pas à lire ce fichier audio.
error-audio_too_long = L’enregistrement est trop long : { $seconds } secondes au plus.
error-bad_sample_rate = La fréquence d’échantillonnage doit être comprise entre { $lowest } et { $highest } Hz.
error-stream_ended = Cet enregistrement est déjà terminé.
error-nothing_heard = Je n’ai rien entendu.
error-file_not_found = Je ne trouve pas le fichier { $path }.
error-unknown_conversation = Cette conversation n’existe pas.
error-unknown_order = Cette commande n’existe pas.
error-unsupported_media = Envoyez du texte en JSON, ou un fichier audio.
error-body_too_large = La requête est trop volumineuse.
error-bad_request = La requête est mal formée.
error-bad_setting = Le réglage { $name } n’est pas valable.
error-bad_catalogue = Le catalogue ne contient aucun produit lisible.
error-extra_missing = Il manque une partie facultative : dans le dossier de Vocabas, pip install ".[{ $extra }]".
error-bad_sentences = Le fichier de phrases { $path } n’est pas lisible.
error-only_training_sentences = Toutes ces phrases ont servi à l’entraînement : il n’y a rien à mesurer.
error-training_not_found = Je ne trouve pas les phrases d’entraînement dans { $path }.
error-bad_cookbook = Le livre de recettes n’est pas lisible.
error-catalogue_truncated = Le fichier { $path } s’arrête au milieu : le catalogue en service n’a pas été changé.
error-catalogue_shrunk = Ce fichier ne contient que { $found } produits, contre { $before } en service : rien n’a été changé. S’il est bien complet, ajoutez --force.
error-import_running = Le même import est déjà en cours ailleurs.
error-no_catalogue = Aucun catalogue n’est en service : importez-en un avec « vocabas catalogue import ».
error-catalogue_index_unavailable = La recherche de produits ne peut pas être préparée : vérifiez la place et les droits sur le disque.
error-bad_prices = Ce fichier n’est pas un fichier de prix : il lui faut une colonne sku, et price_cents, price ou stock.
error-bad_offers = Le fichier des offres n’est pas lisible.
error-bad_shop = Le fichier du magasin n’est pas lisible.
error-idempotency_key_reused = Cette clé d’idempotence a déjà servi pour une autre requête.
error-conversation_busy = Cette conversation vient de changer ailleurs : répétez, s’il vous plaît.
error-nlu_unavailable = Je ne comprends pas pour l’instant : le moteur de compréhension redémarre. Votre panier est gardé ; réessayez dans un moment.
error-nlu_not_installed = Le moteur de compréhension n’est pas installé : lancez « make setup ».
error-nlu_not_trained = Le moteur de compréhension n’est pas entraîné : lancez « make setup ».
error-no_acoustic_model = Aucun modèle de reconnaissance vocale n’est utilisable : lancez « vocabas doctor ».
error-bad_script = Ce scénario n’est pas bon, { $path } ligne { $line } : { $why }
error-bad_script_name = Un scénario s’écrit dans un fichier en .voice.yaml, pas dans { $path }.
error-script_exists = Il y a déjà un scénario { $path } : choisissez un autre nom, ou --force.
error-bad_sound_name = Un son s’écrit en .flac ou en .opus, pas dans { $path }.
error-no_recordings = Rien à mesurer dans { $path } : ni scénario, ni manifeste, ni son avec son texte.
error-bad_manifest = Ce manifeste n’est pas bon, { $path } ligne { $line } : { $why }
error-bad_results = { $path } n’est pas un fichier de mesures.
error-other_run = { $path } garde des mesures faites autrement ({ $what }) : choisissez un autre dossier, ou --fresh.
error-nothing_in_common = Ces deux mesures n’ont aucune phrase ni aucun scénario en commun.
error-worker_lost = Un processus de mesure s’est arrêté. Relancez la même commande : elle reprend où elle en était.
error-no_workers = Aucune grappe Dask ne répond à { $url }.
error-no_scripts = Aucun scénario *.voice.yaml dans { $path }.
error-no_portaudio = Le son de cette machine n’est pas accessible : installez l’extra « microphone » et, sous Debian, libportaudio2.
error-no_microphone = Aucun micro ne répond à « { $name } ». Micros de cette machine : { $devices }.
error-no_loudspeaker = Aucun haut-parleur ne répond à « { $name } ». Haut-parleurs de cette machine : { $devices }.
error-bad_wake_phrase = « { $phrase } » ne peut pas servir à m’appeler : il faut au moins deux mots que je sache entendre.
error-fixed_vocabulary = Le modèle { $name } ne peut pas guetter une phrase : choisissez-en un autre, ou écoutez sans mot d’appel (--way open).
error-no_voice = Aucune voix française n’est utilisable ici : installez l’extra « speech », ou espeak-ng.
error-bad_ssml = Je ne peux pas dire ce texte : il n’est pas en SSML.
error-unknown_model = Aucun modèle de cette machine ne s’appelle { $name } : voyez « vocabas models list ».
error-unknown_official_model = Le projet Vosk n’a pas de modèle français { $name } que je connaisse : voyez « vocabas models list ».
error-bad_model_name = Un modèle ne peut pas s’appeler { $name } : des minuscules, des chiffres, des points et des tirets, sans commencer par vosk-model-.
error-bad_pronunciations = Une prononciation n’est pas valable ({ $reason }).
error-bad_voice = La voix { $name } n’est pas lisible : téléchargez-la de nouveau (vocabas voices download).
error-unknown_voice = Je ne connais pas de voix { $name } ici : voyez « vocabas voices list ».
error-no_graph_builder = Il manque de quoi faire un vocabulaire : dans le dossier de Vocabas, pip install ".[vocabulary]" apporte kaldifst et espeak-ng.
error-no_sentence_patterns = Les phrases du projet intents ne sont pas lisibles dans { $path } : le réglage intents_dir dit où elles sont.
error-model_build_failed = Le modèle n’a pas pu être fait. L’ancien est intact.
error-model_not_on_server = Ce modèle n’est pas à cette adresse : { $url }
error-no_network = Je n’arrive pas à joindre { $url } : êtes-vous connecté à Internet ? Le modèle embarqué continue d’écouter.
error-download_interrupted = Le téléchargement s’est interrompu. Relancez la même commande : il reprendra où il en était.
error-download_corrupt = Ce qui a été téléchargé n’est pas le modèle { $name } ({ $reason }). Rien n’a été installé.
error-disk_full = Il n’y a pas assez de place dans { $path } : il manque { $megabytes } Mo.
error-folder_not_writable = Je ne peux pas écrire dans { $path }.
error-store_busy = Votre panier vient de changer ailleurs : répétez, s’il vous plaît.
error-slot_full = Ce créneau vient d’être pris.
error-insufficient_stock = Il n’en reste plus assez en magasin.
error-bad_household = Un foyer porte un nom de 1 à 80 caractères.
error-bad_address = À un foyer, on dit « vous » ou « tu », rien d’autre.
error-bad_code = Un code a exactement quatre chiffres.
error-bad_card = Un numéro de carte de fidélité a de 4 à 40 lettres ou chiffres.
error-weak_code = Ce code serait deviné tout de suite ({ $reason }) : choisissez-en un autre.
error-illegal_transition = La commande { $id } est { $state } : elle ne peut pas changer ainsi.
error-order_changed = La commande { $id } vient de changer : relisez-la, puis recommencez.
error-bad_quantity = La quantité « { $value } » n’est pas valable.
error-webhook_not_set = Aucune adresse de webhook n’est réglée : donnez VOCABAS_WEBHOOK_URL et VOCABAS_WEBHOOK_SECRET.
error-unknown_event = Aucun événement en attente ne s’appelle { $id }.
error-store_unavailable = Le panier ne peut pas être enregistré pour l’instant. Rien n’a été changé ; réessayez.
error-store_full = Le disque de la boutique est plein : je ne peux rien enregistrer. Rien n’a été changé.
error-demo_failed = La démonstration ne s’est pas terminée par une commande.
error-port_in_use = Le port { $port } est déjà pris : choisissez-en un autre avec --port.
error-unknown_product = Ce produit n’existe pas.
error-not_sold = { $name } n’est pas en vente pour l’instant.
error-basket_changed = Le panier vient de changer ailleurs : relisez-le, puis recommencez.
error-unknown_key = Aucune clé ne s’appelle { $id }.
error-keys_required = D’autres machines atteignent l’adresse { $host } : faites d’abord une clé, « vocabas keys create ».
error-no_key = Il faut une clé pour cela.
error-forbidden = Cette clé n’ouvre pas cela.
error-foreign_origin = Cette page n’a pas le droit de parler à Vocabas.
error-too_many_requests = Trop de demandes à la fois : réessayez dans un moment.
error-overloaded = Trop de monde parle en ce moment : réessayez dans un instant.
error-not_found = Il n’y a rien à cette adresse.
error-method_not_allowed = Cette adresse ne prend pas cette méthode.
error-internal = Une erreur interne est survenue. Rien n’a été changé.
error-not_acceptable = Je réponds en JSON, en WAV ou en Ogg Opus.
error-websocket_only = Cette adresse parle par WebSocket.
error-stream_idle = Je n’entends plus rien de votre appareil : je raccroche.
error-stream_too_long = Cette écoute a duré { $seconds } secondes : reconnectez-vous pour continuer.

## What « vocabas listen » shows

listen-asleep = J’attends qu’on m’appelle.
listen-listening = Je vous écoute.
listen-thinking = Je réfléchis…
listen-speaking = Je réponds.
listen-waiting = Le micro est fermé : espace pour parler.
listen-muted = Le micro est coupé.
listen-heard = Entendu : { $text }
listen-replied = Réponse : { $text }
listen-ordered = Commande : { $number }
listen-total = Total
listen-more-lines = { $count ->
    [one] … et un autre produit
   *[other] … et { $count } autres produits
}
listen-wake-hint = Dites « { $phrase } » pour m’appeler.
listen-keys = espace : parler · m : couper le micro · s : me faire taire · + et - : volume · q : quitter
listen-mute-said = Le micro est coupé : la touche m le rouvre.
listen-microphone-lost = Le micro ne répond plus : je le cherche.
listen-microphone-back = Le micro est revenu.
listen-sound-dropped = Du son s’est perdu : cette machine est trop occupée.
listen-no-mouth = Pas de haut-parleur : les réponses ne sont qu’écrites.
listen-other-voice = Je parle avec la voix d’espeak-ng en attendant.
listen-goodbye = À bientôt.
