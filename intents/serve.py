"""Serve the intent model over Rasa's own HTTP API, for as long as whoever started this keeps our standard input open.

    VOCABAS_NLU_TOKEN=… .venv/bin/python serve.py --port 5005 [--model models/vocabas.tar.gz]

The same as `rasa run --enable-api` on the loopback interface only, with one difference: at the end of standard input
it stops, so it cannot outlive the assistant, even one that was killed.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

from quick_start import needs_tensorflow, quiet_warnings, without_tensorflow

# Before anything imports Rasa, TensorFlow or Sanic.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["SANIC_WORKERS"] = "1"
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("LOG_LEVEL", "WARNING")

GRACE_SECONDS = 5.0
"""How long an orderly stop may take."""


def stop_with_standard_input() -> None:
    """End this process when standard input reaches its end."""

    def watch() -> None:
        try:
            while os.read(sys.stdin.fileno(), 4096):
                pass
        except OSError:
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, name="standard-input", daemon=True).start()


def main() -> None:
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True, help="loopback port to listen on")
    parser.add_argument("--model", type=Path, default=here / "models" / "vocabas.tar.gz", help="trained model archive")
    options = parser.parse_args()
    model = options.model.resolve()
    if not model.is_file():
        parser.error(f"no model at {model}: train it first")
    stop_with_standard_input()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)

    quiet_warnings()
    if not needs_tensorflow(model):
        without_tensorflow()

    import rasa.core.run
    import rasa.utils.log_utils

    rasa.utils.log_utils.configure_structlog(logging.WARNING)

    rasa.core.run.serve_application(
        model_path=str(model),
        channel="rest",
        interface="127.0.0.1",
        port=options.port,
        auth_token=os.environ.get("VOCABAS_NLU_TOKEN"),
        enable_api=True,
        cors=[],
    )


if __name__ == "__main__":
    main()
