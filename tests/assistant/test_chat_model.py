"""The language model behind LangChain: whatever a provider does, the question is answered within the same request."""

import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.answers import Answer
from assistant.chat_model import ChatLimits, ChatModel, open_chat_model
from assistant.composing.writer import ChatError
from corpus.errors import SettingsError
from tests.assistant.chat_server import FAULTS, REPLY, serving, spoken
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

with_packages = pytest.mark.skipif(find_spec("langchain_openai") is None, reason="the llm extra is not installed")

POLICY = a_policy("某省医院会诊管理办法\n第一条 急会诊在请求发出后10分钟内到位，普通会诊在发出后24小时内完成。\n")
LIMITS = ChatLimits(seconds=1.0, characters=400)


class SpellingModel(BaseChatModel):
    """Spells its reply a character a chunk, as Chinese comes; then raises what it is told to."""

    reply: str
    error: Any = None
    seconds_each: float = 0.0

    @property
    def _llm_type(self) -> str:
        return "spelling"

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.reply))])

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        for character in self.reply:
            time.sleep(self.seconds_each)
            yield ChatGenerationChunk(message=AIMessageChunk(character))
        if self.error:
            raise self.error


def answered(model: ChatModel) -> Answer:
    answer = an_assistant(POLICY, writer=model).ask("急会诊多久到位？")
    assert isinstance(answer, Answer)
    return answer


def test_the_pieces_of_a_langchain_model_are_the_reply():
    model = ChatModel(SpellingModel(reply=REPLY), "test:spelling")
    assert "".join(model.stream("说明", "问题")) == REPLY
    assert answered(model).generated_by == "test:spelling"


@pytest.mark.parametrize("error", [ValueError("x"), RuntimeError("x"), TimeoutError("x"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x")])
def test_every_error_of_a_provider_becomes_one_of_ours(error):
    model = ChatModel(SpellingModel(reply="急会诊", error=error), "test:spelling")
    with pytest.raises(ChatError, match=type(error).__name__):
        list(model.stream("说明", "问题"))


def test_a_reply_that_is_too_long_or_too_slow_ends():
    with pytest.raises(ChatError, match="400 characters"):
        list(ChatModel(SpellingModel(reply="长" * 500), "test:spelling", LIMITS).stream("说明", "问题"))
    slow = ChatModel(SpellingModel(reply="慢" * 300, seconds_each=0.05), "test:spelling", ChatLimits(seconds=0.2))
    started = time.perf_counter()
    with pytest.raises(ChatError, match=r"0\.2 seconds"):
        list(slow.stream("说明", "问题"))
    assert time.perf_counter() - started < 1.0


@with_packages
def test_a_server_of_ones_own_is_asked_without_a_key():
    with serving(200, spoken) as url:
        answer = answered(open_chat_model("openai:local", base_url=url, limits=ChatLimits(seconds=10)))
    assert (answer.generated_by, answer.answer) == ("openai:local", REPLY.removesuffix("[1]"))


@with_packages
@pytest.mark.parametrize("fault", FAULTS)
def test_where_the_server_fails_the_extracted_answer_is_given_in_time(fault):
    status, body = FAULTS[fault]
    plain = an_assistant(POLICY).ask("急会诊多久到位？")
    with serving(status, body) as url:
        model = open_chat_model("openai:local", base_url=url, api_key="sk-planted", limits=LIMITS)
        started = time.perf_counter()
        answer = answered(model)
    assert time.perf_counter() - started < 2.5
    assert isinstance(plain, Answer)
    assert (answer.answer, answer.citations, answer.generated_by) == (plain.answer, plain.citations, "")
    assert len(answer.notices) == len(plain.notices) + 1
    assert "sk-planted" not in repr(answer)


@with_packages
@pytest.mark.parametrize("setting", ["gpt-4.1", ":gpt", "openai:", "nobody:model"])
def test_a_setting_that_names_no_model_is_an_error_that_says_so(setting):
    with pytest.raises(SettingsError, match="YOUJU_CHAT_MODEL"):
        open_chat_model(setting)


def test_missing_packages_are_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "langchain.chat_models", None)
    with pytest.raises(SettingsError, match=r'pip install "youju\[llm\]"'):
        open_chat_model("openai:gpt-4.1")


@with_packages
def test_a_missing_key_is_an_error_of_the_settings(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match="cannot be opened"):
        open_chat_model("openai:gpt-4.1")
