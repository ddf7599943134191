"""How the pages of a run look: on a screen, on a phone, in the dark, on paper."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --panel: #f4f6f8; --ink: #1b2733;
  --soft: #55626f; --line: #d5dbe1; --accent: #0b4f8a; --bar: #0072b2; --mark: #8a3b00;
  --mark-paper: #fce4d0; --sure: #0b3c61; --sure-paper: #dcebf7; }
@media (prefers-color-scheme: dark) { :root { --paper: #12181e; --panel: #1b242d;
  --ink: #e6ebf0; --soft: #a5b1bd; --line: #33404c; --accent: #8cc4f0; --bar: #4ba3dd;
  --mark: #ffc795; --mark-paper: #4a2b12; --sure: #b9dcf7; --sure-paper: #12344f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 66rem; padding: 2rem 1.2rem 3rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 Arial, Helvetica, "Liberation Sans", sans-serif; }
header { border-top: 4px solid var(--accent); padding-top: 1rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .6rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.6rem 0 .8rem; padding-top: .8rem;
  border-top: 1px solid var(--line); break-after: avoid; }
h3 { font-size: 1.05rem; break-after: avoid; }
p { margin: .4rem 0; max-width: 48rem; }
a { color: var(--accent); }
ul.facts { list-style: none; margin: 0; padding: 0; color: var(--soft); max-width: 48rem; }
ul.facts li { margin: .2rem 0; }
.guard { border-left: 4px solid var(--accent); padding: .3rem .8rem; margin: 1rem 0;
  background: var(--panel); }
.tiles { display: grid; gap: .8rem; margin: 0 0 1.2rem; padding: 0; list-style: none;
  grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); }
.tiles li { background: var(--panel); border-radius: 6px; padding: .8rem 1rem;
  break-inside: avoid; }
.tiles .big { display: block; font-size: 1.9rem; font-weight: bold; line-height: 1.2; }
.tiles .small { color: var(--soft); font-size: .85rem; }
.bar { height: .5rem; margin: .4rem 0; border-radius: 4px; background: var(--line);
  overflow: hidden; }
.bar span { display: block; height: 100%; background: var(--bar); }
.wide { overflow-x: auto; margin: 0 0 1.6rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: bold; font-size: 1.02rem; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
  border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0; }
thead th { color: var(--soft); font-weight: normal; font-size: .82rem; vertical-align: bottom;
  border-bottom: 2px solid var(--line); }
tbody th { font-weight: bold; }
.n { text-align: right; white-space: nowrap; }
thead .n { white-space: normal; }
.when { white-space: nowrap; }
.say { min-width: 17rem; }
.say span { display: block; color: var(--soft); }
.mark { display: inline-block; border-radius: 3px; padding: 0 .4rem; font-size: .82rem;
  white-space: nowrap; }
.mark.assumed { background: var(--mark-paper); color: var(--mark); }
.mark.sourced { background: var(--sure-paper); color: var(--sure); }
figure { margin: 0 0 1.6rem; break-inside: avoid; }
figure img { display: block; width: 100%; max-width: 58rem; height: auto; background: #fff;
  border: 1px solid var(--line); border-radius: 6px; }
figcaption { font-size: .85rem; color: var(--soft); padding: .3rem 0; }
.files { padding-left: 1.1rem; overflow-wrap: anywhere; }
footer { margin-top: 2.6rem; padding-top: .8rem; border-top: 1px solid var(--line);
  color: var(--soft); font-size: .88rem; }
@media (max-width: 40rem) { body { padding: 1rem .9rem 2rem; } h1 { font-size: 1.5rem; }
  figure { overflow-x: auto; } figure img { min-width: 40rem; } }
@media print { :root { color-scheme: light; --paper: #fff; --panel: #f4f6f8; --ink: #000;
    --soft: #444; --line: #bbb; --accent: #0b4f8a; --mark: #8a3b00; --mark-paper: #fce4d0;
    --sure: #0b3c61; --sure-paper: #dcebf7; --bar: #0072b2; }
  @page { margin: 16mm; } body { max-width: none; padding: 0; font-size: 10.5pt; }
  .wide { overflow: visible; } tr { break-inside: avoid; } thead { display: table-header-group; }
  .bar, .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
"""Style sheet; no font and no file is fetched."""
