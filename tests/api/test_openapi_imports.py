"""The description of imports."""

from tests.api.described import description


def test_files_are_ndjson_or_csv():
    post = description()["paths"]["/api/v1/desk/imports/"]["post"]
    assert set(post["requestBody"]["content"]) == {"application/x-ndjson", "text/csv"}
    assert {one["name"] for one in post["parameters"]} == {
        "Idempotency-Key", "dry_run", "make_missing", "mode",
    }  # fmt: skip


def test_imports_have_no_etag_as_they_change_while_they_run():
    for path, methods in description()["paths"].items():
        if path.startswith("/api/v1/desk/imports/"):
            for operation in methods.values():
                headers = [set(one["headers"]) for one in operation["responses"].values()]
                assert "ETag" not in set().union(*headers), path
