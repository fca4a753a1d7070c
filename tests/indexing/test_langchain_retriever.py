"""LangChain sees the same search and the same vectors."""

from pathlib import Path

from indexing.building import ingest
from indexing.langchain_retriever import PolicyEmbeddings, PolicyRetriever
from indexing.library import Library
from tests.indexing.conftest import PairEmbedder


def test_documents_tell_where_they_stand(library: Library, tmp_path: Path) -> None:
    raw = "某市会诊管理办法\n\n第一条 急会诊应當在10分钟内到位。\n\n第二条 普通会诊应当在24小时内完成。\n"
    (tmp_path / "a.txt").write_text(raw, "utf-8")
    list(ingest(library, [tmp_path / "a.txt"]))
    [document] = PolicyRetriever(library=library, limit=1).invoke("急会诊多久到位")
    assert document.page_content == "第一条 急会诊应当在10分钟内到位。"
    assert document.metadata["clause_label"] == "第一条"
    assert document.metadata["source_name"] == "a.txt"
    assert raw[document.metadata["raw_start"] : document.metadata["raw_end"]] == "第一条 急会诊应當在10分钟内到位。"
    assert 0 < document.metadata["score"] <= 1


def test_vectors_are_those_of_the_embedder() -> None:
    embedder = PairEmbedder()
    embeddings = PolicyEmbeddings(embedder)
    assert embeddings.embed_query("急会诊") == embedder.embed(["急会诊"], role="query")[0].tolist()
    assert embeddings.embed_documents(["急会诊", "病历"]) == embedder.embed(["急会诊", "病历"], role="passage").tolist()
