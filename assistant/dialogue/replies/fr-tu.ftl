# What differs for a household that is spoken to with “tu”. Everything else is in fr.ftl.

product-not-in-basket = Il n’y a pas { $of } dans ton panier.
pronoun-without-product = De quel produit parles-tu ?
choose-product = Pour « { $said } », tu veux { $choices } ?
    .b = « { $said } » : plutôt { $choices } ?
ask-amount = Combien { $of } veux-tu ? C’est { $price }.
confirm-amount = Tu veux vraiment { $items } ?
confirm-doubtful = Tu as dit « { $heard } » ?
    .b = J’ai cru entendre « { $heard } » : c’est bien ça ?
heard-wrong = Pardon. Que voulais-tu ?
listening = Je t’écoute.
take-your-time = Prends ton temps.
    .b = Je t’attends.
offers-rest = { $n ->
    [one] J’en ai une autre : dis « encore des promos ».
   *[other] J’en ai { $n } autres : dis « encore des promos ».
}
basket-empty = Ton panier est vide.
basket-content = Dans ton panier, il y a { $items }. Le total est de { $total }.
    .b = Tu as { $items }. En tout, { $total }.
basket-without = Non, il n’y a pas { $of } dans ton panier.
basket-out-of-range = { $count ->
    [one] Il n’y a qu’un produit dans ton panier.
   *[other] Il n’y a que { $count } produits dans ton panier.
}
basket-total = Ton panier fait { $total } pour { $articles }.
    .b = Cela fait { $total } pour { $articles }.
cleared = Ton panier est vide.
clear-kept = D’accord, je garde ton panier.
undone-empty = C’est annulé : ton panier est vide.
list-finished = C’est noté : { $articles } pour { $total }. Dis « commande » quand tu voudras.
    .b = Très bien : { $articles }, { $total }. Il ne reste qu’à dire « commande ».
picked-up = { $n ->
    [one] Il y avait déjà un article dans ton panier.
   *[other] Il y avait déjà { $n } articles dans ton panier.
}
recipe-staples = Vérifie qu’il te reste : { $items }.
recipe-all-there = { $dish } pour { $servings ->
    [one] une personne
   *[other] { $servings } personnes
} : tout est déjà dans ton panier.
recipe-had = Déjà dans ton panier : { $items }.
checkout-empty = Ton panier est vide : il n’y a rien à commander.
    .b = Il n’y a encore rien dans ton panier. Que te faut-il ?
slot-none-at-all = Il n’y a plus de créneau libre : essaie un autre mode.
basket-changed = Ton panier a changé depuis ma question.
order-not-placed = D’accord, je ne commande pas. Ton panier est gardé.
code-ask = Quel est ton code ?
code-wrong = Ce n’est pas le bon code. Réessaie.
code-unsure = Je n’ai pas bien entendu le code. Redis-le.
code-locked = Trop d’essais : je ne prends plus de commande pour le moment. Ton panier est gardé.
order-none = Tu n’as pas de commande.
order-status = Ta commande { $number } est { $state }, { $mode }, { $slot }. Total : { $total }.
order-status-over = Ta commande { $number } du { $day } est { $state }.
order-not-this-basket = Ton panier, { $articles }, n’est pas encore commandé.
cancel-too-late = Ta commande est { $state } : on ne peut plus l’annuler.
reorder-nothing = Tu n’as pas encore de commande à refaire.
reordered = { $n ->
    [one] Je remets le produit de ta commande
   *[other] Je remets les { $n } produits de ta commande
} du { $day }. Le panier fait { $total }.
coupon-needs-card = Ce code ne vaut qu’avec la carte de fidélité, et je n’en ai pas pour toi.
way-out-coupon = Dis le code, ou « laisse tomber ».
credit-balance = Ta cagnotte est de { $credit }.
credit-no-card = Je n’ai pas de carte de fidélité pour toi.
confirm-nothing = Je ne t’ai rien demandé. Dis par exemple « ajoute deux litres de lait ».
    .b = Je ne t’ai rien demandé. Que te faut-il ?
confirm-nothing-basket = Je ne t’ai rien demandé. Pour commander, dis « commande ».
    .b = Je ne t’ai rien demandé.
help = Tu peux dire : « ajoute deux litres de lait », « enlève le beurre », « mets plutôt trois baguettes », « qu’est-ce qu’il y a dans mon panier », « combien coûtent les tomates », ou « commande pour demain dix-huit heures ».
    .b = Dis par exemple : « il me faut du café et du sucre », « mets-en un de plus », « pourquoi celui-là », « annule », « combien ça fait », ou « commande en drive samedi matin ».
greeting = Bonjour ! Que te faut-il ?
    .b = Bonjour ! Je t’écoute.
good-evening = Bonsoir ! Que te faut-il ?
    .b = Bonsoir ! Je t’écoute.
welcome = De rien.
    .b = Avec plaisir.
goodbye-unordered = Au revoir ! Je n’ai rien commandé, et ton panier est gardé.
goodbye-kept = Au revoir ! Ton panier est gardé.
    .b = À bientôt ! Je garde ton panier.
unsupported = Je ne sais pas faire cela. Dis « aide » pour savoir ce que je sais faire.
out-of-scope = Je ne m’occupe que des courses : dis-moi ce qu’il faut acheter.
    .b = Ça, je ne sais pas. Pour les courses, je suis là.
not-understood = Je n’ai pas compris. Peux-tu le dire autrement ?
    .b = Pardon, je n’ai pas saisi. Redis-le autrement ?
way-out-confirmation = Dis « oui », « non », ou « laisse tomber ».
way-out-choice = Dis par exemple « le premier », ou « laisse tomber ».
way-out-detail = Dis-le en quelques mots, ou « laisse tomber ».
way-out-code = Dis quatre chiffres, ou « laisse tomber ».
way-out-amount = Dis une quantité, ou « laisse tomber ».
way-out-mode = Dis par exemple « en drive », ou « laisse tomber ».
question-dropped = Je laisse cela de côté. Ton panier est gardé.
reason-chosen = { $product }, { $price } : c’est toi qui l’as choisi.
reason-reordered = { $product }, { $price } : il était dans ta dernière commande.
why-usual = ton { $usual }
choose-substitute = À la place, veux-tu { $choices } ?
ask-age = Il y a de l’alcool dans ton panier : as-tu 18 ans ou plus ?
age-refused = L’alcool est réservé aux adultes : je laisse la commande de côté, et ton panier est gardé. Pour commander le reste, enlève { $items }.
age-checked-later = Une pièce d’identité te sera demandée pour l’alcool.
card-number-never = Ne me dis jamais de numéro de carte bancaire, je n’en garde aucun : on paie à la remise, ou sur la page de paiement du magasin.
credit-earned = Tu gagneras { $credit } sur ta cagnotte.
savings-total = Tu économises { $total } : { $savings }.
