import { createHash } from 'node:crypto'

export const style = `
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6876; --line: #d9e0e7; --ground: #f4f6f8; --card: #fff; --accent: #0b6e63; --alert: #b3261e; --frame: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #9aa7b4; --line: #2d3843; --ground: #12181e; --card: #1a222a; --accent: #4fc3b4; --alert: #ff8a80 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
header, main { max-width: 76rem; margin: 0 auto; padding: 1.25rem }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline }
h1 { font-size: 1.35rem; margin: 0 }
h2 { font-size: 1.05rem; margin: 0 0 .75rem }
p { margin: 0; color: var(--soft) }
a { color: var(--accent) }
main { display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); padding-top: 0 }
@media (max-width: 56rem) { main { grid-template-columns: minmax(0, 1fr) } }
article { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1.1rem; margin-bottom: 1rem; overflow-wrap: anywhere }
article h3 { font-size: 1rem; margin: 0 }
.meta { color: var(--soft); font-size: .86rem }
.badges { display: flex; flex-wrap: wrap; gap: .35rem; margin: .5rem 0; padding: 0; list-style: none }
.badges li { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; font-size: .8rem }
.badges .strong { border-color: var(--accent); color: var(--accent) }
.badges .alert, td.alert { color: var(--alert) }
summary { cursor: pointer; font-size: .86rem; color: var(--soft) }
iframe { width: 100%; height: 11rem; resize: vertical; overflow: auto; border: 1px solid var(--line); border-radius: .4rem; background: var(--frame); color-scheme: light; margin: .4rem 0 }
iframe.short { height: 5.5rem }
main.alone { grid-template-columns: minmax(0, 1fr) }
.alone iframe { height: 28rem; min-height: 420px }
.alone iframe.short { height: 14rem; min-height: 220px }
table { width: 100%; border-collapse: collapse; font-size: .84rem; background: var(--card); border: 1px solid var(--line) }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
th, td.fixed { white-space: nowrap; overflow-wrap: normal }
th { color: var(--soft); font-weight: 500 }
@media (max-width: 30rem) { header, main { padding: .9rem } main { padding-top: 0 } th, td { padding: .3rem } }
`

/** Names the one style sheet that the pages' policy lets in. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`
