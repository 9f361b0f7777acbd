"""espeak-ng's IPA becomes the phones that the net tells apart."""

import pytest

from assistant.hearing.graph.phones import INDEX, PHONES, indices, normalise


@pytest.mark.parametrize(
    ("ipa", "phones"),
    [
        ("l_ˈɛ d_ə s_ˈo_ʒ_a", "l ɛ d ə s o ʒ a"),
        ("(en)ˈwiːk(fr)", "w i k"),
        ("b_ʁ_œ̃", "b ʁ ɛ̃"),
        ("tʃ_ˈɪ_p_s", "t ʃ i p s"),
        ("d_ø_z_ˌø", "d ø z ø"),
    ],
)
def test_espeak_ipa_becomes_our_phones(ipa: str, phones: str) -> None:
    assert normalise(ipa) == phones.split()


def test_an_unknown_symbol_is_left_out_and_the_rest_kept() -> None:
    assert normalise("a_ǁ_b") == ["a", "b"]


def test_indices_start_after_the_blank() -> None:
    assert indices([PHONES[0], PHONES[-1]]) == [1, len(PHONES)]
    assert 0 not in INDEX.values()
