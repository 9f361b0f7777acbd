from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from assistant.errors import BadInput
from assistant.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    """No `vocabas.toml` of the developer's own is read."""
    monkeypatch.chdir(tmp_path)


def refused(environ=None, **overrides):
    with pytest.raises(BadInput) as error:
        load_settings(environ or {}, **overrides)
    assert error.value.code == "bad_setting"
    return error.value


def test_without_anything_the_defaults_hold():
    assert load_settings({}) == Settings()


def test_the_defaults_name_what_comes_with_the_package():
    settings = Settings()
    assert settings.shop_file.is_file()
    assert settings.catalogue_dir.is_dir()
    assert settings.host == "127.0.0.1"


def test_the_environment_sets_a_value_of_the_right_kind():
    settings = load_settings(
        {"VOCABAS_PORT": "9000", "VOCABAS_NLU_TIMEOUT": "2.5", "VOCABAS_NLU_URL": "http://rasa:5005"}
    )
    assert (settings.port, settings.nlu_timeout, settings.nlu_url) == (9000, 2.5, "http://rasa:5005")


def test_an_empty_variable_is_not_set():
    assert load_settings({"VOCABAS_PORT": ""}).port == Settings().port


def test_other_variables_are_not_ours():
    assert load_settings({"PORT": "1", "VOCABAS_UNKNOWN": "x"}) == Settings()


def test_paths_are_absolute_once_loaded(tmp_path):
    settings = load_settings({"VOCABAS_DATA_DIR": "here", "HOME": "/nowhere"})
    assert settings.data_dir == tmp_path / "here"


def test_a_home_folder_is_spelt_out():
    assert load_settings({"VOCABAS_DATA_DIR": "~/vocabas"}).data_dir == Path.home() / "vocabas"


def test_the_file_in_the_current_folder_is_read(tmp_path):
    (tmp_path / "vocabas.toml").write_text('port = 9001\nnlu_timeout = 3\nhost = "0.0.0.0"\n')
    settings = load_settings({})
    assert (settings.port, settings.nlu_timeout, settings.host) == (9001, 3.0, "0.0.0.0")


def test_a_named_file_is_read_instead(tmp_path):
    (tmp_path / "vocabas.toml").write_text("port = 1\n")
    (tmp_path / "other.toml").write_text("port = 2\n")
    assert load_settings({"VOCABAS_CONFIG": str(tmp_path / "other.toml")}).port == 2


def test_options_win_over_the_environment_which_wins_over_the_file(tmp_path):
    (tmp_path / "vocabas.toml").write_text('port = 1\nthreads = 1\nhost = "file"\n')
    settings = load_settings({"VOCABAS_PORT": "2", "VOCABAS_THREADS": "2"}, port=3)
    assert (settings.port, settings.threads, settings.host) == (3, 2, "file")


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "http"), ("PORT", "1.5"), ("NLU_TIMEOUT", "soon"), ("THREADS", "8 of them")],
)
def test_a_variable_of_the_wrong_kind_is_refused_by_its_name(name, value):
    assert refused({f"VOCABAS_{name}": value}).details["name"] == name.lower()


@pytest.mark.parametrize(
    "line",
    [
        'port = "http"',
        "port = true",
        "port = 1.5",
        "host = 5",
        "host = ['a']",
        "data_dir = 5",
        "nlu_timeout = true",
    ],
)
def test_a_value_of_the_wrong_kind_in_the_file_is_refused(tmp_path, line):
    (tmp_path / "vocabas.toml").write_text(line + "\n")
    assert refused().details["name"] == line.split()[0]


def test_an_unknown_name_in_the_file_is_refused(tmp_path):
    (tmp_path / "vocabas.toml").write_text("prot = 9000\n")
    assert "prot" in refused().message


def test_an_unknown_option_is_refused():
    assert "prot" in refused(prot=1).message


@pytest.mark.parametrize("content", [b"port = = 1", b"[", b"\xff\xfe\x00p"])
def test_a_file_that_is_no_toml_is_refused_by_its_name(tmp_path, content):
    (tmp_path / "vocabas.toml").write_bytes(content)
    assert "vocabas.toml" in refused().message


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_named_file_that_is_not_there_is_refused(name):
    assert refused({"VOCABAS_CONFIG": name}).details["name"] == "VOCABAS_CONFIG"


def test_the_database_is_a_file_in_the_data_folder_unless_named(tmp_path):
    assert (
        load_settings({}, data_dir=tmp_path).resolved_database_url()
        == f"sqlite:///{tmp_path}/vocabas.sqlite3"
    )
    assert (
        load_settings({"VOCABAS_DATABASE_URL": "postgresql://x"}).resolved_database_url() == "postgresql://x"
    )


def test_every_setting_can_be_had_from_the_environment():
    for field in dataclasses.fields(Settings):
        default = getattr(Settings(), field.name)
        value = "7" if isinstance(default, int | float) else "/seven"
        found = getattr(load_settings({f"VOCABAS_{field.name.upper()}": value}), field.name)
        assert found == type(default)(value) if not isinstance(default, Path) else found == Path(value)
