"""A small sound dispute without any finding, and how to write it with a few cells changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from foedus.case.dispute.load import check

TOML = """\
format = 1
name = "strait"
title = { en = "The strait", fr = "Le détroit" }
as_of = 2024-10-01
body = "council"
"""

TABLES: dict[str, str] = {
    "parties": """\
party,veto,weight,reservation,source
north,true,2,0.3,s1
south,true,,0.25,s1
""",
    "issues": """\
issue,kind,low,high,status_quo,name_en,name_fr,source
ports,options,,,,Ports,Ports,s1
toll,scale,0,10,4,Toll,Péage,s1
patrol,options,,,,Patrol,Patrouille,s1
""",
    "options": """\
issue,option,order,name_en,name_fr,status_quo,source
ports,open,3,Open,Ouverts,,s1
ports,shared,2,Shared,Partagés,,s1
ports,closed,1,Closed,Fermés,true,s1
patrol,joint,,Joint,Commune,,s1
patrol,none,,None,Aucune,true,s1
""",
    "saliences": """\
party,issue,salience,source
north,ports,3,s1
north,toll,1,s1
south,ports,1,s1
south,toll,1,s1
south,patrol,2,s1
""",
    "values": """\
party,issue,option,value,source
north,ports,open,1,s1
north,ports,shared,0.5,s1
north,ports,closed,0,s1
south,patrol,joint,0.2,s1
south,patrol,none,1,s1
""",
    "ranks": """\
party,issue,option,rank,source
south,ports,open,3,s1
south,ports,shared,2,s1
south,ports,closed,1,s1
""",
    "positions": """\
party,issue,position,spread,source
north,toll,2,1,s1
south,toll,8,,s1
""",
    "redlines": """\
party,issue,option,low,high,price,source
north,toll,,,6,0.1,s1
south,ports,open,,,,s1
""",
    "links": """\
if_issue,if_option,then_issue,then_option,allowed,source
ports,shared,patrol,joint,true,s1
ports,closed,patrol,joint,false,s1
""",
    "sources": """\
source,title,publisher,release,published,retrieved,url,licence,confidence
s1,A title,A publisher,,2024-09-01,,,,official
s2,A guess,A publisher,,2024-08-01,,,,assumption
""",
}

Texts = Mapping[str, str | None]


def write_dispute(folder: Path, tables: Texts | None = None, toml: str = TOML) -> Path:
    """Write the sound dispute with some tables replaced (None: left out)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dispute.toml").write_text(toml, encoding="utf-8")
    for name, text in {**TABLES, **(tables or {})}.items():
        if text is not None:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def with_cell(table: str, old: str, new: str) -> dict[str, str | None]:
    """Return the table with one piece of its text replaced, which must stand there once."""
    assert TABLES[table].count(old) == 1, (table, old)
    return {table: TABLES[table].replace(old, new)}


def with_row(table: str, row: str) -> dict[str, str | None]:
    """Return the table with one more row."""
    return {table: f"{TABLES[table]}{row}\n"}


def found(path: Path) -> list[tuple[str, str, int | None, str | None, str | None]]:
    """Return the findings of a dispute as kind, file, row, column and value."""
    return [(f.kind, f.file, f.row, f.column, f.value) for f in check(path).findings]
