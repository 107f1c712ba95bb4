import type { CallRecord } from '../call-log.ts'
import { formatTime } from '../freshdesk/format-time.ts'
import { html, type Markup, trusted } from './html.ts'
import { renderTicket } from './render-ticket.ts'
import type { ShownAccount } from './shown-account.ts'
import { style } from './style.ts'
import type { Words } from './words.ts'

const shownTickets = 50
const openTickets = 3
const shownCalls = 40
const refreshSeconds = 3

const renderShell = (language: string, words: Words, refreshes: boolean, content: Markup): Markup =>
  html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
${refreshes ? html`<meta http-equiv="refresh" content="${refreshSeconds}">` : null}
<title>${words.title}</title><style>${trusted(style)}</style></head>
<body>${content}</body></html>`

// Paths may hold ids; queries may hold an address, so they are left out.
const renderCall = (call: CallRecord, words: Words): Markup => {
  const isBad = call.status === null || call.status >= 400
  return html`<tr><td class="fixed">${call.number}</td><td class="fixed">${formatTime(call.at).slice(11, 19)}</td><td>${call.method} ${call.path}</td>
<td class="${isBad ? 'fixed alert' : 'fixed'}">${call.status ?? words.noAnswer}</td><td>${call.fault}</td></tr>`
}

const addressOf = ({ ticketPath }: ShownAccount, id: number): string => `${ticketPath}${id}`

export interface View {
  account: ShownAccount
  /** Every call that arrived, oldest first. */
  requests: readonly CallRecord[]
  language: string
  words: Words
}

/** The newest tickets and the latest calls. */
export const renderOverview = ({ account, requests, language, words }: View, refreshes: boolean): Markup => {
  const count = account.count()
  const hidden = Math.max(0, count - shownTickets)
  const toggle = refreshes
    ? html`<a href="/?refresh=no">${words.pause}</a>`
    : html`<a href="/">${words.follow}</a>`
  const cards = account
    .newest(shownTickets)
    .map((ticket, index) =>
      renderTicket(ticket, { address: addressOf(account, ticket.id), words, open: index < openTickets }),
    )
  const calls = requests.slice(-shownCalls).reverse()
  return renderShell(
    language,
    words,
    refreshes,
    html`<header><h1>${words.title}</h1><p>${account.vendor}: ${words.intro}</p>${toggle}</header>
<main><section><h2>${words.tickets} (${count})</h2>
${cards.length > 0 ? cards : html`<p>${words.none}</p>`}
${hidden > 0 ? html`<p>${hidden} ${words.older}</p>` : null}</section>
<section><h2>${words.requests} (${requests.length} ${words.calls})</h2>
<table><thead><tr><th>${words.number}</th><th>${words.time}</th><th>${words.call}</th><th>${words.status}</th><th>${words.fault}</th></tr></thead>
<tbody>${calls.map((call) => renderCall(call, words))}</tbody></table></section></main>`,
  )
}

/** One ticket alone, at the address where the vendor's agents have it. Null: there is none. */
export const renderTicketPage = ({ account, language, words }: View, id: number): Markup | null => {
  const ticket = account.find(id)
  if (!ticket) return null
  return renderShell(
    language,
    words,
    false,
    html`<header><h1>${words.title}</h1><a href="/">${words.all}</a></header>
<main class="alone"><section>${renderTicket(ticket, { address: addressOf(account, id), words, open: true })}</section></main>`,
  )
}

export const renderNotFound = ({ language, words }: View): Markup =>
  renderShell(
    language,
    words,
    false,
    html`<header><h1>${words.title}</h1><p>${words.notFound}</p><a href="/">${words.all}</a></header>`,
  )
