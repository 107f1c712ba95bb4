import { carryBytes } from '../carried-bytes.ts'
import type { FreshdeskSandbox } from '../freshdesk/create-freshdesk-sandbox.ts'
import type { ZendeskSandbox } from '../zendesk/create-zendesk-sandbox.ts'
import type { Markup } from './html.ts'
import { renderNotFound, renderOverview, renderTicketPage, type View } from './render-page.ts'
import { showFreshdesk } from './show-freshdesk.ts'
import { showZendesk } from './show-zendesk.ts'
import { styleHash } from './style.ts'
import { chooseWords } from './words.ts'

const send = ({ markup }: Markup, status: number): Response => {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // Frames with srcdoc inherit this: whatever a ticket holds can load and run nothing.
    'content-security-policy': `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
  return carryBytes(new Response(markup, { status, headers }), markup)
}

/** The sandbox's pages: everything at `/` (refreshing by itself), one ticket where the vendor's agents have it. */
export const createPages = (sandbox: FreshdeskSandbox | ZendeskSandbox): ((request: Request) => Response) => {
  const { requests } = sandbox
  const account =
    sandbox.vendor === 'freshdesk' ? showFreshdesk(sandbox.account) : showZendesk(sandbox.account)
  return (request) => {
    const url = new URL(request.url)
    const view: View = { account, requests, ...chooseWords(request.headers.get('accept-language')) }
    if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } })
    if (url.pathname === '/') return send(renderOverview(view, url.searchParams.get('refresh') !== 'no'), 200)
    const id = url.pathname.startsWith(account.ticketPath)
      ? /^\d{1,15}$/.exec(url.pathname.slice(account.ticketPath.length))?.[0]
      : undefined
    const page = id === undefined ? null : renderTicketPage(view, Number(id))
    return page ? send(page, 200) : send(renderNotFound(view), 404)
  }
}
