"""The forms of French verbs that a shop hears: present, imperative, future, conditional, imperfect, subjunctive.

Without accents a form is the same to the model (`components/words.py`), so é and è need no rule of their own here,
nor does the imperative, whose forms are those of the present. Rules: Bescherelle, groups 1 to 3.
"""

from __future__ import annotations

from components.words import plain

_FUTURE = ("ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient")
"""Of the future and of the conditional, behind the same stem."""
_PAST = ("ais", "ait", "ions", "iez", "aient", "ant")
_LIKE: dict[str, tuple[str, str, str, str, str, str]] = {
    # ending: present singular, stem of nous, present of ils, stems of subjunctive and future, participles
    "mettre": ("mets,met", "mett", "mettent", "mett", "mettr", "mis,mise,mises"),
    "prendre": ("prends,prend", "pren", "prennent", "prenn", "prendr", "pris,prise,prises"),
    "rendre": ("rends,rend", "rend", "rendent", "rend", "rendr", "rendu,rendue,rendus"),
    "vendre": ("vends,vend", "vend", "vendent", "vend", "vendr", "vendu,vendue,vendus,vendues"),
    "tendre": ("tends,tend", "tend", "tendent", "tend", "tendr", "tendu,tendue,tendus"),
    "perdre": ("perds,perd", "perd", "perdent", "perd", "perdr", "perdu,perdue,perdus"),
    "cendre": ("cends,cend", "cend", "cendent", "cend", "cendr", "cendu,cendue,cendus"),
    "crire": ("cris,crit", "criv", "crivent", "criv", "crir", "crit,crite,crits,crites"),
    "ervir": ("ers,ert", "erv", "ervent", "erv", "ervir", "ervi,ervie,ervis"),
    "ortir": ("ors,ort", "ort", "ortent", "ort", "ortir", "orti,ortie,ortis"),
    "artir": ("ars,art", "art", "artent", "art", "artir", "arti,artie,artis"),
    "ormir": ("ors,ort", "orm", "orment", "orm", "ormir", "ormi"),
    "entir": ("ens,ent", "ent", "entent", "ent", "entir", "enti,entie"),
    "ouvrir": ("ouvre,ouvres", "ouvr", "ouvrent", "ouvr", "ouvrir", "ouvert,ouverte"),
    "venir": ("viens,vient", "ven", "viennent", "vienn", "viendr", "venu,venue,venus"),
    "uire": ("uis,uit", "uis", "uisent", "uis", "uir", "uit,uite,uits,uites"),
    "clure": ("clus,clut", "clu", "cluent", "clu", "clur", "clu,clue,clus,clues"),
    "traire": ("trais,trait", "tray", "traient", "trai", "trair", "trait,traits"),
    "lire": ("lis,lit", "lis", "lisent", "lis", "lir", "lu,lue,lus,lues"),
    "dire": ("dis,dit,dites", "dis", "disent", "dis", "dir", "dit,dite,dits,dites"),
    "rire": ("ris,rit", "ri", "rient", "ri", "rir", "ri"),
    "prévoir": ("prévois,prévoit", "prévoy", "prévoient", "prévoi", "prévoir", "prévu,prévue,prévus"),
    "voir": ("vois,voit", "voy", "voient", "voi", "verr", "vu,vue,vus,vues"),
    "savoir": ("sais,sait,saurais", "sav", "savent", "sach", "saur", "su"),
    "vouloir": ("veux,veut", "voul", "veulent", "veuill", "voudr", "voulu,voulue"),
    "valoir": ("vaux,vaut", "val", "valent", "vaill", "vaudr", "valu"),
    "falloir": ("faut", "fall", "faut", "faill", "faudr", "fallu"),
    "oindre": ("oins,oint", "oign", "oignent", "oign", "oindr", "oint"),
    "eindre": ("eins,eint", "eign", "eignent", "eign", "eindr", "eint,einte"),
    "connaître": ("connais,connaît", "connaiss", "connaissent", "connaiss", "connaîtr", "connu,connue,connus"),
    "naître": ("nais,naît", "naiss", "naissent", "naiss", "naîtr", "né,née,nés"),
    "faire": ("fais,fait,faites", "fais", "font", "fass", "fer", "fait,faite,faits"),
    "aller": ("vais,vas,va", "all", "vont", "aill", "ir", "allé,allée"),
    "boire": ("bois,boit", "buv", "boivent", "boiv", "boir", "bu,bue,bus"),
    "croire": ("crois,croit", "croy", "croient", "croi", "croir", "cru"),
    "mourir": ("meurs,meurt", "mour", "meurent", "meur", "mourr", "mort,morte"),
    "courir": ("cours,court", "cour", "courent", "cour", "courr", "couru"),
    "cueillir": ("cueille,cueilles", "cueill", "cueillent", "cueill", "cueiller", "cueilli"),
    "bouillir": ("bous,bout", "bouill", "bouillent", "bouill", "bouillir", "bouilli"),
    "asseoir": ("assieds,assied", "assey", "asseyent", "assey", "assiér", "assis,assise"),
    "quérir": ("quiers,quiert", "quér", "quièrent", "quièr", "querr", "quis,quise"),
    "dre": ("ds,d", "d", "dent", "d", "dr", "du,due,dus"),
}


def forms(verb: str) -> set[str]:
    """The forms of a verb, without accents."""
    if irregular := _irregular(verb):
        found = irregular
    elif verb.endswith("er"):
        found = _first_group(verb.removesuffix("er"))
    elif verb.endswith("ir"):
        found = _second_group(verb.removesuffix("r"))
    else:
        raise ValueError(f"no rule for the forms of {verb!r}")
    return {plain(form) for form in {verb, *found}}


def _first_group(stem: str) -> set[str]:
    found = {stem + ending for ending in ("e", "es", "ent", "ons", "ez", "ions", "iez", "é", "ée", "és", "ées", "ant")}
    found |= {f"{stem}er{ending}" for ending in _FUTURE} | {stem + ending for ending in _PAST}
    if stem.endswith("g"):  # mangeons
        found |= {f"{stem}e{ending}" for ending in ("ons", "ais", "ait", "aient", "ant")}
    if stem.endswith("y"):  # paie, envoie
        short = stem[:-1] + "i"
        found |= {short + ending for ending in ("e", "es", "ent")} | {f"{short}er{ending}" for ending in _FUTURE}
    if stem.endswith(("jet", "pel", "vel")):  # jette, rappelle, renouvelle
        double = stem + stem[-1]
        found |= {double + ending for ending in ("e", "es", "ent")} | {f"{double}er{ending}" for ending in _FUTURE}
    return found


def _second_group(stem: str) -> set[str]:
    found = {stem + ending for ending in ("s", "t", "", "e", "es", "ssons", "ssez", "ssent", "sse", "sses", "ssions")}
    return found | {f"{stem}r{ending}" for ending in _FUTURE} | {f"{stem}ss{ending}" for ending in _PAST}


def _irregular(verb: str) -> set[str]:
    like = max((ending for ending in _LIKE if verb.endswith(ending)), key=len, default="")
    if not like or (like == "aller" and verb != "aller") or (like == "voir" and verb == "prévoir"):
        return set()
    start = verb.removesuffix(like)
    singular, nous, ils, subjunctive, future, participle = _LIKE[like]
    found = {*singular.split(","), ils, *participle.split(",")}
    found |= {nous + ending for ending in ("ons", "ez", *_PAST)}
    found |= {subjunctive + ending for ending in ("e", "es", "ent", "ions", "iez")} | {nous + "iez", nous + "ions"}
    found |= {future + ending for ending in _FUTURE}
    return {start + form for form in found}
