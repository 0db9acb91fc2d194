import orjson

from events.api.renderers import JSONRenderer


def test_stored_document_passes_untouched():
    stored = '{"b":1,  "a":"Патрушев"}'
    rendered = JSONRenderer().render({"next": None, "results": [orjson.Fragment(stored)]})
    assert rendered.decode() == '{"next":null,"results":[{"b":1,  "a":"Патрушев"}]}'


def test_answer_without_content_has_no_body():
    assert JSONRenderer().render(None) == b""
