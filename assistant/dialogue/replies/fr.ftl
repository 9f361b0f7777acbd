# Everything Vocabas says, in French. Fluent syntax (projectfluent.org): a linguist edits this file, no code.
# Typographic apostrophes (’) and no-break spaces before « : ; ? ! » and units.

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

## Items

added = J’ajoute { $items }.
added-short-of-exact = C’est vendu par { $pack } : j’en mets { $items }.
removed = J’enlève { $items }.
removed-within-pack = C’est vendu par { $pack } : je garde { $items }.
set = C’est noté : { $items }.
product-unknown = Je n’ai pas trouvé de « { $said } ».
product-not-in-unit = { $product } : ce n’est pas vendu dans cette unité.
product-not-in-basket = Il n’y a pas de « { $said } » dans votre panier.
pronoun-without-product = De quel produit parlez-vous ?
zero-amount = Je n’ai rien ajouté : combien de « { $said } » voulez-vous ?
choose-product = Pour « { $said } », vous voulez { $choices } ?
choose-line = Lequel : { $choices } ?
choice-priced = { $product } à { $price }
choice-priced-kg = { $product } à { $price } le kilo
confirm-amount = Vous voulez vraiment { $items } ?
confirm-doubtful = Vous avez dit « { $heard } » ?
skipped = D’accord, je n’ajoute rien.

## Basket

basket-empty = Votre panier est vide.
basket-content = Dans votre panier, il y a { $items }. Le total est de { $total }.
basket-total = Votre panier fait { $total } pour { $articles }.
clear-ask = Je vide tout le panier, { $articles } ?
cleared = Votre panier est vide.
clear-kept = D’accord, je garde votre panier.
undone = C’est annulé : { $items }.
undone-empty = C’est annulé : votre panier est vide.
nothing-to-undo = Il n’y a rien à annuler.

## Ordering

checkout-empty = Votre panier est vide : il n’y a rien à commander.
checkout-dropped = Le panier est vide : j’arrête la commande.
ask-mode = { $choices } ?
mode-not-offered = { $shop } ne propose pas ce mode.
ask-slot = { $mode } : { $choices } ?
slot-none-there = Il n’y a pas de créneau libre à ce moment-là.
slot-none-at-all = Il n’y a plus de créneau libre : essayez un autre mode.
express-closed = L’express n’est pas ouvert à cette heure-ci.
slot-taken = Ce créneau vient d’être pris.
basket-changed = Votre panier a changé depuis ma question.
confirm-order = Je récapitule : { $articles }, { $total }, { $mode }, { $slot }. Je valide la commande ?
confirm-order-fee = Je récapitule : { $articles }, { $total } dont { $fee } de frais, { $mode }, { $slot }. Je valide la commande ?
confirm-unsure = Je ne suis pas sûr d’avoir bien entendu.
confirm-with-more = Avant de commander, une réponse claire, s’il vous plaît.
order-placed = C’est commandé ! Numéro { $number }, { $mode }, { $slot }. Total : { $total }.
order-not-placed = D’accord, je ne commande pas. Votre panier est gardé.
mode-drive = en drive
mode-delivery = en livraison à domicile
mode-express = en livraison express
slot-between = { $day } entre { $start } et { $end }
slot-before = { $day } avant { $end }
slot-short = { $day } à { $start }

## Talk

confirm-nothing = Je ne vous avais rien demandé. Dites par exemple « ajoute deux litres de lait ».
deny-nothing = D’accord.
choose-nothing = Il n’y a pas de choix en cours.
choose-out-of-range = Je n’ai proposé que { $count } choix.
repeat-nothing = Je n’ai encore rien dit.
help = Vous pouvez dire : « ajoute deux litres de lait », « enlève le beurre », « mets plutôt trois baguettes », « qu’est-ce qu’il y a dans mon panier », « combien ça fait », ou « commande pour demain dix-huit heures ».
greeting = À votre service.
unsupported = Je ne sais pas encore faire cela. Dites « aide » pour savoir ce que je sais faire.
out-of-scope = Je ne m’occupe que des courses : dites-moi ce qu’il faut acheter.
not-understood = Je n’ai pas compris. Pouvez-vous le dire autrement ?
way-out = Répondez à la question, ou dites « laisse tomber ».
question-dropped = Je laisse cela de côté. Votre panier est gardé.

## Why a product was chosen

why-popular = le plus demandé
why-only_one = le seul de ce genre
why-cheapest = le moins cher
why-cheapest_per_unit = le moins cher pour cette quantité
why-chosen = votre choix

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
error-bad_sentences = Le fichier de phrases { $path } n’est pas lisible.
error-bad_shop = Le fichier du magasin n’est pas lisible.
error-idempotency_key_reused = Cette clé d’idempotence a déjà servi pour une autre requête.
error-conversation_busy = Cette conversation vient de changer ailleurs : répétez, s’il vous plaît.
error-nlu_unavailable = Je ne comprends pas pour l’instant : le moteur de compréhension redémarre. Votre panier est gardé ; réessayez dans un moment.
error-nlu_not_installed = Le moteur de compréhension n’est pas installé : lancez « make setup ».
error-nlu_not_trained = Le moteur de compréhension n’est pas entraîné : lancez « make setup ».
error-no_acoustic_model = Aucun modèle de reconnaissance vocale n’est utilisable : lancez « vocabas doctor ».
error-store_unavailable = Le panier ne peut pas être enregistré pour l’instant. Rien n’a été changé ; réessayez.
error-demo_failed = La démonstration ne s’est pas terminée par une commande.
error-port_in_use = Le port { $port } est déjà pris : choisissez-en un autre avec --port.
error-internal = Une erreur interne est survenue. Rien n’a été changé.
