"""The small Ed25519 of the program in an export, and the library that signs: RFC 8032, section 7.1."""

import base64
import hashlib

import pytest

from prudent.decide.signing import is_signed, private_pem, signer_of
from prudent.decide.standalone.verify import ORDER, P, ed25519_verify
from prudent.errors import UsageError

#: Secret key, public key, message, signature: TEST 1, 2, 3 and SHA(abc).
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
RAW = [tuple(bytes.fromhex(text) for text in vector) for vector in VECTORS]


@pytest.mark.parametrize("vector", RAW)
def test_the_published_vectors(vector):
    secret, public, message, signature = vector
    assert ed25519_verify(public, message, signature) is True
    signer = signer_of(private_pem(secret))
    assert base64.b64decode(signer.public_key) == public
    assert base64.b64decode(signer.sign(message)) == signature
    assert is_signed(signer.public_key, base64.b64encode(signature).decode(), message) is True


@pytest.mark.parametrize("vector", RAW)
def test_another_message_key_or_signature_is_refused(vector):
    _, public, message, signature = vector
    assert ed25519_verify(public, message + b"x", signature) is False
    for place in (0, 31, 32, 63):
        other = bytearray(signature)
        other[place] ^= 1
        assert ed25519_verify(public, message, bytes(other)) is False
    assert ed25519_verify(RAW[0][1] if public != RAW[0][1] else RAW[1][1], message, signature) is False
    assert ed25519_verify(public, message, signature[:63]) is False
    assert ed25519_verify(public[:31], message, signature) is False


def test_the_same_signature_in_a_second_form_is_refused():
    """The number in it must be smaller than the order of the group (RFC 8032, 5.1.7), or each would have a twin."""
    _, public, message, signature = RAW[2]
    larger = int.from_bytes(signature[32:], "little") + ORDER
    assert ed25519_verify(public, message, signature[:32] + larger.to_bytes(32, "little")) is False


def test_bytes_that_are_no_point_are_no_key():
    for public in (P.to_bytes(32, "little"), b"\xff" * 32, (2).to_bytes(32, "little")):
        assert ed25519_verify(public, b"", RAW[0][3]) is False


@pytest.mark.parametrize("text", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_text_that_is_no_key_is_refused_and_not_repeated(text):
    with pytest.raises(UsageError) as refused:
        signer_of(text)
    assert refused.value.sentence == (
        "The signing key is no Ed25519 private key in PEM without a password. Nothing was recorded."
    )


def test_a_signer_shows_its_public_half_alone():
    signer = signer_of(private_pem(RAW[0][0]))
    assert repr(signer) == "Signer(public_key='11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=')"
