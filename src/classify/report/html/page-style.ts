/** The page's only style sheet. Two hues beside greys: what is right or chosen, and what is wrong. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b2230; --soft: #566072; --line: #dfe3e9; --faint: #f4f6f9;
  --good: #1f5fae; --bad: #c0511b; --on-fill: #fff }
@media (prefers-color-scheme: dark) { :root { --paper: #14181e; --ink: #e7eaef; --soft: #a0a9b7; --line: #303743;
  --faint: #1c2129; --good: #6fabf3; --bad: #f0985f; --on-fill: #10141a } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 70rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; margin: 0 0 .75rem } h2 { font-size: 1.35rem; margin: 0 0 .5rem }
h3 { font-size: 1.05rem; margin: 0 0 .25rem } p { margin: .25rem 0 .5rem }
a { color: var(--good) }
section.target { border-top: 2px solid var(--line); margin-top: 2rem; padding-top: 1.5rem }
.headline { font-size: 1.35rem; line-height: 1.35; max-width: 44rem; margin: .5rem 0 .75rem }
.soft, figcaption, dt, caption { color: var(--soft) } figcaption { font-size: .9rem; max-width: 44rem; margin-bottom: .5rem }
dl.about { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; font-size: .95rem }
dd { margin: 0 }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; margin: 1.25rem 0; padding: 0 }
.figures div { background: var(--faint); border-radius: .5rem; padding: .75rem 1rem }
.figures dd { font-size: 1.6rem; font-variant-numeric: tabular-nums } .figures .soft { display: block; font-size: .85rem; line-height: 1.35 }
.warnings { border-left: 3px solid var(--bad); margin: 1rem 0; padding: .25rem 0 .25rem 1rem } .warnings ul { margin: 0; padding-left: 1.1rem }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 2rem; margin: 1.5rem 0 }
.block { margin: 2rem 0 } figure { margin: 0; min-width: 0 }
svg { display: block; max-width: 100%; height: auto; font: 13px system-ui, sans-serif }
svg.chart { width: 100%; max-width: 30rem } svg.share { width: 100%; height: 1.1rem; border-radius: .2rem }
.scroll { overflow-x: auto } .scroll svg { max-width: none }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--good); outline-offset: 2px }
text { fill: var(--ink) } .tick { fill: var(--soft); font-size: 12px } .grid { stroke: var(--line) } .edge { stroke: var(--ink); stroke-width: 1 } .guide { stroke: var(--soft); stroke-dasharray: 4 4 }
.good { fill: var(--good) } .bad { fill: var(--bad) } .rest { fill: var(--line) } .cell { fill: var(--faint) }
.good-line, .bad-line { fill: none; stroke-width: 2.25; stroke: var(--good) } .bad-line { stroke: var(--bad) }
.ahead { stroke-dasharray: 5 5 } .spread { stroke: var(--good); stroke-opacity: .45; stroke-width: 2 }
.halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round }
.mark { fill: var(--paper); stroke: var(--ink); stroke-width: 2.5 } .number { font-size: 10px; text-anchor: middle } .on-fill { fill: var(--on-fill) }
.key { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; list-style: none; padding: 0; margin: .35rem 0 .75rem; font-size: .9rem }
.key svg { display: inline-block; width: .8em; height: .8em; margin-right: .4em }
table { border-collapse: collapse; width: 100%; font-size: .92rem } caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
th, td { padding: .25rem .6rem .25rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top }
th { font-weight: 600 } tbody th { font-weight: 400; min-width: 8rem } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
td[class=""] { min-width: 9rem } td.word { white-space: nowrap }
td.bar { width: 22%; min-width: 4.5rem; vertical-align: middle } td.bar svg { width: 100%; height: .7rem }
details { margin: .5rem 0; font-size: .92rem } summary { cursor: pointer; color: var(--soft) } details table { width: auto; min-width: 16rem }
@media (max-width: 30rem) { body { padding: 1rem .75rem 3rem } .headline { font-size: 1.15rem } dl.about { grid-template-columns: 1fr } dl.about dd { margin-bottom: .35rem }
  td.bar, th.bar, .wide { display: none } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #ccc; --faint: #f2f2f2; --good: #1f5fae; --bad: #b04a18; --on-fill: #fff }
  body { max-width: none; padding: 0; font-size: .85rem } details, nav { display: none } figure, tr, .figures, .warnings { break-inside: avoid }
  .scroll { overflow: visible } .scroll svg { max-width: 100% } * { print-color-adjust: exact } }
`
