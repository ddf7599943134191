"""A small sound case without any finding, and how to write it with a few cells changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from foedus.case import check
from foedus.case.schema import TABLES as SCHEMA
from foedus.errors import Finding

TOML = """\
format = 1
name = "sound"
title = { en = "A sound case", fr = "Un cas valable" }
as_of = 2024-10-01
horizon = { start = "2024-10", months = 12 }
money = { currency = "EUR", unit = "million", price_year = 2024 }

[plan]
levels = ["need", "readiness", "fairness", "cost"]
key = "equal"
"""

TABLES: dict[str, str] = {
    "parties": """\
party,kind,groups,gdp,lat,lon,source
UKR,recipient,,180000,50.45,30.52,s1
POL,ally,europe;eu,700000,52.2,21.0,s1
FRA,ally,europe;eu,2600000,,,s1
""",
    "capabilities": """\
capability,unit,name_en,name_fr,carry,source
fire,rounds,Fire,Feu,1,s1
lift,trucks,Lift,Transport,0.5,s1
""",
    "items": """\
item,unit,name_en,name_fr,price,mass,whole,source
shell-155,rounds,Shell,Obus,0.003,0.05,false,s1
truck,trucks,Truck,Camion,0.2,8,true,s1
""",
    "yields": """\
item,capability,quantity,source
shell-155,fire,1,s1
truck,lift,2,s1
""",
    "stocks": """\
party,item,quantity,value,source,note
POL,shell-155,1000,,s1,
POL,truck,20,0.1,s1,
FRA,shell-155,500,,s1,"two
lines, and a comma"
""",
    "inflows": """\
party,item,month,quantity,source
FRA,truck,2024-12,5,s1
""",
    "requirements": """\
party,capability,kind,first,last,quantity,priority,source
UKR,fire,deliver,2024-11,,400,2,s1
UKR,lift,deliver,2024-11,2025-01,10,,s1
UKR,lift,deliver,2025-02,,12,,s1
POL,fire,floor,2024-10,,300,,s1
POL,lift,floor,2024-10,,0,,s1
@europe,fire,hold,2024-10,,2000,,s1
FRA,fire,floor,2024-10,,1,,s1
""",
    "budgets": """\
party,first,last,amount,source
POL,2024-10,2025-03,5,s1
POL,2025-04,,6,s1
FRA,2024-10,,9,s1
""",
    "lines": """\
line,first,last,capacity,party,item,lead,price,source
nitro,2024-10,2025-03,100,FRA,shell-155,3,0.004,s1
nitro,2025-04,,200,FRA,shell-155,3,0.004,s1
""",
    "hubs": """\
hub,name,capacity,lat,lon,source
rzeszow,Rzeszów,9000,50.11,22.02,s1
""",
    "routes": """\
party,hub,recipient,lag,cost,source
POL,rzeszow,UKR,1,0.001,s1
FRA,rzeszow,UKR,1,0.002,s1
""",
    "backfills": """\
donor,party,item,source
FRA,POL,truck,s1
""",
    "restrictions": """\
party,kind,item,recipient,first,last,limit,maker,source
FRA,third_party_transfer,*,UKR,2024-10,2025-09,1000,nitro,s1
POL,own,truck,UKR,2024-10,,5,FRA,s1
""",
    "opt_outs": """\
party,first,last,source
FRA,2025-08,2025-09,s1
""",
    "commitments": """\
donor,recipient,item,by,quantity,source
POL,UKR,shell-155,2025-01,100,s1
""",
    "keys": """\
key,party,share,source
equal,POL,1,s1
equal,FRA,1,s1
""",
    "scenarios": """\
scenario,probability,reveal,name_en,name_fr,source
calm,0.25,2025-01,Calm,Calme,s1
storm,0.75,2025-01,Storm,Tempête,s1
""",
    "changes": """\
scenario,table,column,where,first,last,operation,value,source
storm,requirements,quantity,party=UKR;capability=fire,2025-01,,scale,2,s1
""",
    "bodies": """\
body,name_en,name_fr,rule,source
council,Council,Conseil,consensus,s1
""",
    "memberships": """\
party,body,from,until,source
POL,council,1999-03-12,,s1
""",
    "terms": """\
office,person,party,from,until,announced,source
chair,A. Person,POL,2024-01-01,2025-01-01,,s1
""",
    "statements": """\
statement,date,speaker,about,words,language,quoted,source
st1,2024-05-01,A. Person,UKR;truck,"First.
Second.",en,true,s1
""",
    "spending": """\
party,year,measure,basis,release,amount,unit,estimate,source
POL,2023,expenditure,current,2024-06,29,billion,false,s1
""",
    "ledger": """\
entry,donor,recipient,type,stage,date,item,quantity,amount,currency,release,of,source
e1,POL,UKR,military,pledge,2024-02-01,truck,10,2.5,EUR,r1,,s1
e2,POL,UKR,military,delivery,2024-03-01,truck,4,1,EUR,r1,e1,s1
""",
    "sources": """\
source,title,publisher,release,published,retrieved,url,licence,confidence
s1,A title,A publisher,,2024-09-01,,,,official
s2,Another,A publisher,,2024-08-01,,,,research
""",
}


def write_case(
    folder: Path, toml: str = TOML, tables: Mapping[str, str | bytes | None] | None = None
) -> Path:
    """Write the sound case with some tables replaced (None: left out)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(toml, encoding="utf-8")
    for name, text in {**TABLES, **(tables or {})}.items():
        if text is not None:
            content = text if isinstance(text, bytes) else text.encode()
            (folder / f"{name}.csv").write_bytes(content)
    return folder


def with_cell(table: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """Return the table with one piece of its text replaced, which must stand there once."""
    assert TABLES[table].count(old) == 1, (table, old)
    return {table: TABLES[table].replace(old, new)}


def slim(table: str) -> dict[str, str | bytes | None]:
    """Return the tables that one of the plan, or of the record, does without: they are left out."""
    part = SCHEMA[table].part
    kept = {"parties", "items", "sources"}
    return {n: None for n in TABLES if SCHEMA[n].part != part and n not in kept}


def found(folder: Path) -> list[tuple[str, str, int | None, str | None, str | None]]:
    """Return the findings of a case as kind, file, row, column and value."""
    return [places(finding) for finding in check(folder).findings]


def places(finding: Finding) -> tuple[str, str, int | None, str | None, str | None]:
    return finding.kind, finding.file, finding.row, finding.column, finding.value
