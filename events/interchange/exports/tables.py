"""Tables of the shared columns: CSV (RFC 4180) and Parquet."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from events.interchange.cells import BYTE_ORDER_MARK, Value, cell_of, line
from events.interchange.columns import COLUMNS, Column, Kind
from events.interchange.exports.dump import Dump

ROWS_IN_GROUP: Final = 5_000


def csv_rows(dump: Dump) -> Iterator[bytes]:
    columns = tuple(COLUMNS.values())
    yield BYTE_ORDER_MARK
    yield line(COLUMNS)
    for event in dump.parsed():
        yield line([cell_of(column.value(event)) for column in columns])


def parquet_file(dump: Dump, pyarrow: Any, parquet: Any) -> Iterator[bytes]:
    """Yield the columns of the CSV with their types, and the whole document, in row groups of
    limited size.

    A Parquet file ends with its index, so that it is written to disk before it is sent.
    """
    types = {
        Kind.TEXT: pyarrow.string(),
        Kind.INTEGER: pyarrow.int64(),
        Kind.NUMBER: pyarrow.float64(),
        Kind.FLAG: pyarrow.bool_(),
        Kind.DAY: pyarrow.date32(),
        Kind.INSTANT: pyarrow.timestamp("us", tz="UTC"),
        Kind.LIST: pyarrow.list_(pyarrow.string()),
    }
    fields = [(column.name, types[column.kind]) for column in COLUMNS.values()]
    schema = pyarrow.schema([*fields, ("document", pyarrow.string())])
    rows = _rows(dump)
    with tempfile.TemporaryFile() as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            while group := list(islice(rows, ROWS_IN_GROUP)):
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
        file.seek(0)
        while part := file.read(1024 * 1024):
            yield part


def _rows(dump: Dump) -> Iterator[dict[str, Value | datetime]]:
    columns = tuple(COLUMNS.values())
    for text, event in dump.with_texts():
        row = {column.name: _typed(column, column.value(event)) for column in columns}
        yield {**row, "document": text}


def _typed(column: Column, value: Value) -> Value | datetime:
    if column.kind is Kind.INSTANT and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value
