"""The one place that builds the parts from the settings and joins them."""

from __future__ import annotations

import importlib
import logging
import time
from pathlib import Path

from assistant.assistant import Assistant, Clock, system_clock
from assistant.catalogue import Catalogue
from assistant.catalogue.cookbook import Cookbook
from assistant.catalogue.importing import import_catalogue
from assistant.catalogue.live import LiveCatalogue, Tell
from assistant.catalogue.meanings import Meanings, read
from assistant.catalogue.record import BadRecord
from assistant.catalogue.sources import Line, Source
from assistant.courier import Courier, OutboxDesk
from assistant.errors import BadInput, Conflict
from assistant.hearing.models import find_model
from assistant.hearing.recogniser import Recogniser
from assistant.households import HouseholdDesk
from assistant.keys import KeyRing
from assistant.mouth import Mouth
from assistant.ordering import OrderDesk
from assistant.settings import Settings
from assistant.shop_files import load_offers, load_shop
from assistant.shopping.payment import PaymentProvider
from assistant.shopping.products import Product
from assistant.speaking.voices import find_voice
from assistant.store import CatalogueStore, Store
from assistant.understanding import Understander
from assistant.understanding.rasa import RasaClient
from assistant.understanding.server import RasaServer
from assistant.webhook import Webhook

_LOG = logging.getLogger(__name__)
_SEEDED = "catalogue_dir: "
_SEED_PATIENCE = 600


class IntentEngine:
    """The intent engine in use: the embedded Rasa server, or the one that a setting names.

    Use it as a context manager: an embedded server is started on entry (it is ready some seconds later)
    and stopped on exit.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.server: RasaServer | None = None
        if settings.nlu_url:
            url = settings.nlu_url.rstrip("/")
            self.client = RasaClient(lambda: url, settings.nlu_token, settings.nlu_timeout)
        else:
            server = RasaServer(settings.intents_dir, settings.data_dir / "logs" / "intents.log")
            self.client = RasaClient(lambda: server.url, server.token, settings.nlu_timeout)
            self.server = server

    def __enter__(self) -> IntentEngine:
        if self.server is not None:
            self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        if self.server is not None:
            self.server.stop()


def build_assistant(
    settings: Settings, engine: IntentEngine, clock: Clock = system_clock, tell: Tell | None = None
) -> Assistant:
    """Build the assistant: its database brought up to date, its catalogue ready to be searched.

    Args:
        settings: how to build it.
        engine: what understands.
        clock: gives the time.
        tell: told of the catalogue's progress, done and all.

    Raises:
        VocabasError: a part cannot work, such as ``bad_catalogue`` or ``store_unavailable``.
    """
    shop = load_shop(settings.shop_file)
    store = build_store(settings)
    catalogue = build_catalogue(settings, tell)
    return Assistant(
        catalogue=catalogue,
        cookbook=Cookbook.load(),
        shop=shop,
        store=store,
        offers=load_offers(settings.offers_file, shop.zone),
        payment_provider=build_payment_provider(settings.payment_provider),
        understander=build_understander(engine, catalogue),
        recogniser=build_recogniser(settings),
        mouth=Mouth(lambda: find_voice("", settings.data_dir)),
        max_text_chars=settings.max_text_chars,
        max_audio_seconds=settings.max_audio_seconds,
        clock=clock,
    )


def build_understander(engine: IntentEngine, catalogue: Catalogue) -> Understander:
    """Build what turns sentences into requests."""
    return Understander(engine.client, catalogue.names)


def shop_products(settings: Settings) -> list[Product]:
    """Return every product that the shop sells, for making the recogniser's vocabulary.

    Raises:
        BadInput: ``bad_catalogue``.
    """
    warehouse = open_warehouse(settings)
    try:
        _seed(settings.catalogue_dir, warehouse)
        stamp = warehouse.stamp()
        return list(warehouse.products(stamp.generation)) if stamp else []
    finally:
        warehouse.close()


def build_catalogue(settings: Settings, tell: Tell | None = None) -> Catalogue:
    """Build the catalogue on the store's tables, which must be up to date; fill them when they are empty.

    The files of ``catalogue_dir`` are imported when nothing was, and again when they changed; a catalogue
    that was imported by hand stays.

    Raises:
        BadInput: ``bad_catalogue``.
        Unavailable: ``store_unavailable``, ``catalogue_index_unavailable``.
    """
    kept = CatalogueStore(settings.resolved_database_url())
    _seed(settings.catalogue_dir, kept)
    live = LiveCatalogue(kept, settings.data_dir / "catalogue")
    live.refresh(tell)
    own = meanings_file(settings)
    return Catalogue(live, Meanings(read(own)) if own.is_file() else None)


def meanings_file(settings: Settings) -> Path:
    """Return where a shop keeps what words mean in its own catalogue; without it the shipped file counts."""
    return settings.data_dir / "meanings.csv"


def open_warehouse(settings: Settings) -> CatalogueStore:
    """Open the catalogue's tables, brought up to date.

    Raises:
        Unavailable: ``store_unavailable``.
    """
    store = Store(settings.resolved_database_url())
    store.migrate()
    store.close()
    return CatalogueStore(settings.resolved_database_url())


def _seed(folder: Path, kept: CatalogueStore) -> None:
    stamp = kept.stamp()
    if stamp is not None and not stamp.source.startswith(_SEEDED):
        return
    if not folder.is_dir():
        raise BadInput("bad_catalogue", f"catalogue_dir names {folder}, which is no folder", path=str(folder))
    source = Source.of(folder)
    try:
        import_catalogue(source, kept, f"{_SEEDED}{folder}", reject=_log_reject, force=False)
    except Conflict:
        # another process has just begun the same: wait for it
        for _ in range(_SEED_PATIENCE):
            time.sleep(0.1)
            if (stamp := kept.stamp()) is not None and stamp.fingerprint == source.fingerprint():
                return
        raise


def _log_reject(line: Line, why: BadRecord) -> None:
    _LOG.warning("%s:%d is no product: %s", line.file, line.number, why)


def build_store(settings: Settings) -> Store:
    """Open the shop's database, brought up to date.

    Raises:
        BadInput: ``bad_shop``.
        Unavailable: ``store_unavailable``.
    """
    store = Store(settings.resolved_database_url(), load_shop(settings.shop_file).id)
    store.migrate()
    return store


def build_order_desk(settings: Settings) -> OrderDesk:
    """Open the orders alone, for who works on them without talking.

    Raises:
        VocabasError: as in `build_assistant`.
    """
    shop = load_shop(settings.shop_file)
    provider = build_payment_provider(settings.payment_provider)
    return OrderDesk(build_store(settings), shop, lambda: system_clock().astimezone(shop.zone), provider)


def build_courier(settings: Settings) -> Courier:
    """Build who takes the events of orders to the retailer's webhook.

    Raises:
        BadInput: ``webhook_not_set``, ``bad_setting``; otherwise as in `build_store`.
    """
    webhook = Webhook(settings.webhook_url, settings.webhook_secret, settings.webhook_timeout)
    return Courier(build_store(settings), webhook, system_clock, settings.webhook_attempts)


def build_outbox_desk(settings: Settings) -> OutboxDesk:
    """Open the outbox, for who looks after events that do not leave.

    Raises:
        VocabasError: as in `build_store`.
    """
    return OutboxDesk(build_store(settings), system_clock)


def build_household_desk(settings: Settings) -> HouseholdDesk:
    """Open the households alone, for who changes them without talking.

    Raises:
        VocabasError: as in `build_store`.
    """
    return HouseholdDesk(build_store(settings), system_clock)


def build_key_ring(settings: Settings) -> KeyRing:
    """Open the keys of the HTTP API.

    Raises:
        VocabasError: as in `build_store`.
    """
    return KeyRing(build_store(settings), system_clock)


def build_payment_provider(name: str) -> PaymentProvider | None:
    """Make the retailer's payment provider from its name, "package.module:factory"; empty: none.

    Raises:
        BadInput: ``bad_setting``.
    """
    if not name:
        return None
    module, _, factory = name.partition(":")
    try:
        provider: PaymentProvider = getattr(importlib.import_module(module), factory)()
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise BadInput(
            "bad_setting", f"payment_provider {name!r}: {error}", name="payment_provider"
        ) from error
    return provider


def build_recogniser(settings: Settings) -> Recogniser:
    """Build the recogniser; its model is loaded at the first sound.

    Raises:
        Unavailable: ``no_acoustic_model``.
    """
    return Recogniser(find_model(settings.acoustic_model, settings.data_dir))
