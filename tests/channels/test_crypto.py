"""Signing, encrypting and the XML of callbacks, against outside vectors, against wechatpy, and against anything at all."""

import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto, WeChatCrypto

from api.channels.crypto import Callbacks, check_moment, check_signature, signature
from api.channels.envelope import parse, render
from api.channels.queries import Query
from api.channels.refusing import MAX_BODY_BYTES
from api.channels.wechat.callback import Account
from api.channels.wecom.app import WecomApp
from api.channels.wecom.bot_callback import Envelope
from api.refusals import RefusalError
from corpus.errors import SettingsError
from tests.channels import wechat_side as side

NOW = 1_767_225_601
CALLBACKS = Callbacks.of(side.AES_KEY, side.APP_ID, setting="KEY")
ORACLE = WeChatCrypto(side.TOKEN, side.AES_KEY, side.APP_ID)

# Halves of surrogate pairs are no text that could be written in UTF-8.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.sampled_from(["ToUserName", "Content", "Title", "Url", "MsgId"])


@pytest.fixture(scope="session")
def vectors(shared_data: Path) -> dict[str, Any]:
    path = shared_data / "wechat_vectors.json"
    if not path.is_file():
        pytest.skip(f"The vectors are not present at {path}")
    return json.loads(path.read_text(encoding="utf-8"))


def callbacks_of(vector: dict[str, str]) -> Callbacks:
    receive_id = vector.get("receive_id", vector.get("appid", ""))
    return Callbacks.of(vector["encoding_aes_key"], receive_id, setting="KEY")


def test_plain_signatures(vectors):
    for vector in vectors["official_plain_signature"]:
        assert signature(vector["token"], vector["timestamp"], vector["nonce"]) == vector["signature"]


@pytest.mark.parametrize("group", ["official_encrypt", "wechatpy_official_account", "wechatpy_wecom_aibot_json"])
def test_what_is_encrypted_is_the_same_to_the_byte_and_opens_again(vectors, group):
    for vector in vectors[group]:
        callbacks = callbacks_of(vector)
        assert callbacks.encrypt(vector["plaintext"], random=vector["random"].encode()) == vector["encrypt"], vector["id"]
        assert callbacks.decrypt(vector["encrypt"]) == vector["plaintext"], vector["id"]
        assert signature(vector["token"], vector["timestamp"], vector["nonce"], vector["encrypt"]) == vector["msg_signature"]


def test_messages_of_the_official_samples_open(vectors):
    for vector in vectors["official_decrypt"]:
        encrypted = parse(vector["post_body"].encode())["Encrypt"]
        check_signature(vector["msg_signature"], vector["token"], vector["timestamp"], vector["nonce"], encrypted)
        assert callbacks_of(vector).decrypt(encrypted) == vector["expect_plaintext"], vector["id"]


def test_the_check_of_a_wecom_address_opens(vectors):
    for vector in vectors["official_wecom_url_verify"]:
        check_signature(vector["msg_signature"], vector["token"], vector["timestamp"], vector["nonce"], vector["echostr"])
        assert callbacks_of(vector).decrypt(vector["echostr"]) == vector["expect_body"]
        assert parse_qs(vector["query_encoded"])["echostr"] == [vector["echostr"]]


def test_whole_calls_of_wechatpy_are_received(vectors):
    for vector in vectors["wechatpy_official_account"]:
        if "MsgType" not in vector["plaintext"]:
            continue
        account = Account(vector["token"], callbacks_of(vector), b"", now=lambda moment=vector["timestamp"]: float(moment))
        query = {name: value for name, value in parse_qsl(vector["request_query"]) if name in Query.__slots__}
        received = account.receive(Query(**query), vector["request_body"].encode())
        assert dict(received.fields) == parse(vector["plaintext"].encode())
        assert received.is_encrypted


def test_what_a_strict_receiver_refuses_is_refused(vectors):
    for vector in vectors["negative"]:
        account = Account(vector["token"], callbacks_of(vector), b"", now=lambda: float(NOW))
        query = Query("", vector["timestamp"], vector["nonce"], vector["msg_signature"], "aes")
        with pytest.raises(RefusalError) as caught:
            account.receive(query, vector["request_body"].encode())
        assert 400 <= caught.value.kind.status < 500, vector["id"]


def test_the_doors_of_wecom_refuse_the_same(vectors):
    for vector in vectors["negative"]:
        callbacks = callbacks_of(vector)
        account = Account(vector["token"], callbacks, b"", now=lambda: float(NOW))
        app = WecomApp(account, callbacks, desk=None, responder=None, courier=None)
        bot = Envelope(vector["token"], callbacks, now=lambda: float(NOW))
        query = Query(timestamp=vector["timestamp"], nonce=vector["nonce"], msg_signature=vector["msg_signature"])
        for receive, body in ((app.receive, vector["request_body"]), (bot.message, json.dumps({"encrypt": vector["encrypt"]}))):
            with pytest.raises(RefusalError) as caught:
                receive(query, body.encode())
            assert 400 <= caught.value.kind.status < 500, vector["id"]


@given(TEXTS, st.binary(min_size=16, max_size=16))
def test_what_we_encrypt_wechatpy_opens(text, random):
    encrypted = CALLBACKS.encrypt(text, random=random)
    assert PrpCrypto(ORACLE.key).decrypt(encrypted, side.APP_ID) == text
    assert CALLBACKS.decrypt(encrypted) == text


@given(TEXTS)
def test_what_wechatpy_encrypts_we_open(text):
    written = xmltodict.parse(ORACLE.encrypt_message(text, "nonce", "1"))["xml"]
    check_signature(written["MsgSignature"], side.TOKEN, "1", "nonce", written["Encrypt"])
    assert CALLBACKS.decrypt(written["Encrypt"]) == text


@given(st.binary(max_size=300))
def test_junk_is_refused_whatever_it_is(junk):
    with pytest.raises(RefusalError) as caught:
        CALLBACKS.decrypt(junk.decode("latin-1"))
    assert caught.value.kind.status in {400, 403}


@given(st.integers(0, 95), st.integers(1, 255))
def test_a_flipped_byte_in_the_padding_or_the_receive_id_is_refused(position, flip):
    callbacks = Callbacks.of(side.AES_KEY, "", setting="KEY")
    plain = bytearray(b"r" * 16 + (20).to_bytes(4, "big") + b"t" * 20 + bytes([24]) * 24)
    at = 40 + position % 24
    plain[at] ^= flip
    encryptor = callbacks._cipher().encryptor()
    blocks = encryptor.update(bytes(plain)) + encryptor.finalize()
    # A last byte that happens to tell a shorter padding leaves bytes that are no receive id.
    with pytest.raises(RefusalError):
        callbacks.decrypt(base64.b64encode(blocks).decode())


UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """What a reader of XML can be told of a text: line ends as one character, nothing that XML cannot write."""
    return UNWRITABLE.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))


@given(st.dictionaries(NAMES, TEXTS | st.just("]]>") | st.just("a]]>]]><b/>")))
def test_what_is_written_is_read_again(fields):
    assert parse(render(fields).encode()) == {name: xml_text(text) for name, text in fields.items()}


@given(st.binary(max_size=400) | st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(str.encode))
def test_junk_for_xml_is_refused(junk):
    with pytest.raises(RefusalError) as caught:
        parse(b"<" + junk)
    assert caught.value.kind.status == 400


def test_a_body_that_is_too_large_is_refused_unread():
    with pytest.raises(RefusalError) as caught:
        parse(b"<xml>" + b" " * MAX_BODY_BYTES + b"</xml>")
    assert caught.value.kind.status == 413


@pytest.mark.parametrize("encoding", ["utf-7", "klingon", "utf-16"])
def test_encodings_that_cannot_be_read_are_refused(encoding):
    with pytest.raises(RefusalError):
        parse(f'<?xml version="1.0" encoding="{encoding}"?><xml><a>b</a></xml>'.encode())


@pytest.mark.parametrize("timestamp", ["", "-1", "１２３", "1e9", "9" * 30, "1767225601.0"])
def test_a_timestamp_that_is_no_number_is_refused(timestamp):
    with pytest.raises(RefusalError):
        check_moment(timestamp, NOW)


@pytest.mark.parametrize("away", [-300, 0, 300])
def test_a_timestamp_within_the_window_is_taken(away):
    check_moment(str(NOW + away), NOW)


@pytest.mark.parametrize("away", [-301, 301])
def test_a_timestamp_outside_the_window_is_refused(away):
    with pytest.raises(RefusalError):
        check_moment(str(NOW + away), NOW)


@pytest.mark.parametrize("key", ["", "a" * 42, "a" * 44, "a" * 42 + "=", "钥" * 43])
def test_what_is_no_key_is_told_of_without_being_shown(key):
    with pytest.raises(SettingsError, match=f"{len(key)} characters") as caught:
        Callbacks.of(key, side.APP_ID, setting="YOUJU_WECHAT_ENCODING_AES_KEY")
    assert not key or key not in str(caught.value)
