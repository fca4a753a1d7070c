from tests.api.conftest import run, youju

__all__ = ["run", "youju"]
