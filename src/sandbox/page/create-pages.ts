import { carryBytes } from '../carried-bytes.ts'
import type { FreshdeskSandbox } from '../freshdesk/create-freshdesk-sandbox.ts'
import type { Markup } from './html.ts'
import { renderNotFound, renderOverview, renderTicketPage, type View } from './render-page.ts'
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

/** The sandbox's pages: everything at `/` (refreshing by itself), one ticket at `/a/tickets/<id>`. */
export const createPages =
  (sandbox: FreshdeskSandbox): ((request: Request) => Response) =>
  (request) => {
    const url = new URL(request.url)
    const view: View = { sandbox, ...chooseWords(request.headers.get('accept-language')) }
    if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } })
    if (url.pathname === '/') return send(renderOverview(view, url.searchParams.get('refresh') !== 'no'), 200)
    const id = /^\/a\/tickets\/(\d{1,15})$/.exec(url.pathname)?.[1]
    const page = id === undefined ? null : renderTicketPage(view, Number(id))
    return page ? send(page, 200) : send(renderNotFound(view), 404)
  }
