"""Every setting of Youju; each is an environment variable with the prefix `YOUJU_`, and is documented here and nowhere else."""

from datetime import date
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError


class Settings(BaseSettings):
    """The settings, read from the environment.

    >>> Settings(today="2025-01-31").today
    datetime.date(2025, 1, 31)
    """

    model_config = SettingsConfigDict(env_prefix="YOUJU_", extra="ignore", frozen=True, env_ignore_empty=True)

    home: Path = Field(default_factory=lambda: user_data_path("youju"), description="Folder that holds all state")
    today: date | None = Field(default=None, description="A date (YYYY-MM-DD) used instead of the clock, for reproducible answers")
    public_url: str = Field(default="", description="Address under which people reach this server, for links in replies")
    database_url: SecretStr = Field(
        default=SecretStr(""),
        description="URL of a PostgreSQL database that several servers share; empty: a SQLite file in the home folder",
    )
    chroma_url: SecretStr = Field(default=SecretStr(""), description="Address of a Chroma server; empty: embedded in the home folder")
    vector_engine: Literal["chroma", "milvus"] = Field(
        default="chroma",
        description="What holds the indexes: chroma (words in the home), or milvus (words and vectors in a cluster)",
    )
    milvus_url: SecretStr = Field(default=SecretStr(""), description="Address of a Milvus cluster, for the engine milvus")
    embedding_model: str = Field(default="", description="A sentence-transformers hub name or local path; empty: the shipped model")
    reranker_model: str = Field(default="", description="A cross-encoder hub name or local path; empty: no reranking")
    chat_model: str = Field(default="", description="provider:model of a language model; empty: answers are extracted without one")
    chat_base_url: str = Field(default="", description="Base URL of an OpenAI-compatible server for the chat model")
    chat_api_key: SecretStr = Field(default=SecretStr(""), description="Key for the chat model")
    api_keys_required: Literal["auto", "always", "never"] = Field(
        default="auto", description="Who needs an access key: auto (all but this machine itself), always or never"
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Secret behind the hashes of keys and users; empty: one is made in the home folder"
    )
    cors_origins: str = Field(default="", description="Origins whose pages may call the HTTP API, parted by commas; empty: none")
    key_requests_per_minute: int = Field(default=600, ge=0, description="Requests a minute for each access key; 0: no limit")
    user_requests_per_minute: int = Field(default=60, ge=0, description="Requests a minute for each user; 0: no limit")
    max_upload_megabytes: int = Field(default=50, ge=1, description="The most megabytes of one upload")
    max_waiting_questions: int = Field(default=200, ge=1, description="Questions that may wait for an answer; more are told to come again")
    retention_days: int = Field(default=365, ge=0, description="Days that answers, conversations, feedback and jobs are kept; 0: for ever")
    log_questions: bool = Field(default=False, description="Whether the log holds the text of questions")
    wechat_token: SecretStr = Field(default=SecretStr(""), description="Token of the WeChat official account")
    wechat_encoding_aes_key: SecretStr = Field(default=SecretStr(""), description="EncodingAESKey of the WeChat official account")
    wechat_app_id: str = Field(default="", description="AppID of the WeChat official account")
    wechat_app_secret: SecretStr = Field(
        default=SecretStr(""), description="AppSecret; set: late answers are pushed as customer-service messages"
    )
    wecom_app_token: SecretStr = Field(default=SecretStr(""), description="Token of the WeCom application")
    wecom_app_encoding_aes_key: SecretStr = Field(default=SecretStr(""), description="EncodingAESKey of the WeCom application")
    wecom_app_corp_id: str = Field(default="", description="CorpID of the WeCom application")
    wecom_app_agent_id: str = Field(default="", description="AgentId of the WeCom application")
    wecom_app_secret: SecretStr = Field(default=SecretStr(""), description="Secret of the WeCom application")
    wecom_bot_token: SecretStr = Field(default=SecretStr(""), description="Token of the WeCom intelligent robot")
    wecom_bot_encoding_aes_key: SecretStr = Field(default=SecretStr(""), description="EncodingAESKey of the WeCom intelligent robot")
    wecom_bot_id: str = Field(default="", description="BotID of the WeCom intelligent robot")
    wecom_bot_secret: SecretStr = Field(default=SecretStr(""), description="Secret of the WeCom intelligent robot")
    wecom_robot_webhook_url: SecretStr = Field(
        default=SecretStr(""), description="Webhook address of the WeCom group robot that `youju notify` posts to"
    )

    @property
    def is_shared(self) -> bool:
        """Whether several processes, of one machine or several, can serve together."""
        return bool(self.database_url.get_secret_value() and (self.chroma_url.get_secret_value() or self.vector_engine == "milvus"))


# Settings of parts that this version does not have yet, and what to do: none is passed over in silence.
NOT_YET = {
    "reranker_model": "unset it: results are ranked without a cross-encoder",
}


def check_usable(settings: Settings) -> None:
    """Makes sure that every setting does what it says.

    Raises:
        SettingsError: one is set that this version cannot follow, or one that means nothing without another.
    """
    for name, advice in NOT_YET.items():
        value = getattr(settings, name)
        if value != Settings.model_fields[name].default:
            raise SettingsError(f"YOUJU_{name.upper()}={str(value)!r} cannot be used in this version; {advice}.")
    if (settings.vector_engine == "milvus") != bool(settings.milvus_url.get_secret_value()):
        raise SettingsError(
            "YOUJU_VECTOR_ENGINE=milvus and YOUJU_MILVUS_URL go together: set both, such as http://127.0.0.1:19530, or unset both."
        )
    if settings.database_url.get_secret_value() and not settings.secret_key.get_secret_value():
        raise SettingsError(
            "YOUJU_DATABASE_URL needs YOUJU_SECRET_KEY, the same on every server: access keys and users are hashed with it. "
            "Set it to a long random text."
        )
    if not settings.chat_model and (settings.chat_base_url or settings.chat_api_key.get_secret_value()):
        raise SettingsError(
            "YOUJU_CHAT_BASE_URL and YOUJU_CHAT_API_KEY do nothing alone: set YOUJU_CHAT_MODEL=provider:model or unset them."
        )


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a variable does not hold what its description asks for.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "YOUJU_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}={first['input']!r} cannot be used: {first['msg']}. Correct it or unset it.") from error
