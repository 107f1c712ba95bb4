import type { Asked } from './desk-browser.ts'

export interface DeskPage extends Asked {
  /** What stands in the table. */
  name: string
  /** Asked for by somebody who is not signed in. */
  isPublic?: true
}

/** In all hand-offs of the bench, in one of the oldest, in none. */
const [usual, rare, unknown] = ['pedido oficina', '000000000z', 'zanahoria']

const get = (path: string, name = path): DeskPage => ({ name, path })
const search = (path: string, name: string, form: Record<string, string>): DeskPage => ({
  ...{ name: `${path}, ${name}`, path, form },
})

/** Every page of the desk, lists also as filters and words make them; those without any hit are what costs most. */
export const listDeskPages = (of: {
  delivered: string
  parked: string
  reason: string
  ticket: string
}): DeskPage[] => [
  get('/'),
  get('/handoffs'),
  get('/handoffs?state=parked&source=zapier'),
  get('/handoffs?category=shipping'),
  get('/handoffs?category=billing', '/handoffs?category, no hit'),
  search('/handoffs', 'usual words', { text: usual }),
  search('/handoffs', 'a rare word', { text: rare }),
  search('/handoffs', 'unknown word', { text: unknown }),
  search('/handoffs', 'words and category, no hit', { text: usual, category: 'billing' }),
  get(`/handoffs/${of.delivered}`, '/handoffs/:id'),
  get('/repair'),
  get(`/repair/reason/${of.reason}`, '/repair/reason/:key'),
  get(`/repair/${of.parked}`, '/repair/:id'),
  get('/tickets'),
  get('/tickets?status=pending&category=billing'),
  get('/tickets?category=unknown', '/tickets?category, no hit'),
  search('/tickets', 'a usual word', { text: 'pedido' }),
  search('/tickets', 'one ticket', { text: '77', status: 'any' }),
  search('/tickets', 'unknown word', { text: unknown }),
  search('/tickets', 'unknown word, any state', { text: unknown, status: 'any' }),
  search('/tickets', 'word and category, no hit', { text: 'pedido', category: 'vpn', status: 'any' }),
  get(`/tickets/main/${of.ticket}`, '/tickets/:helpdesk/:id'),
  get('/drafts/quality'),
  get('/classifier'),
  get('/settings'),
  get('/settings/users'),
  get('/settings/keys'),
  get('/settings/rules'),
  get('/settings/audit'),
  get('/account'),
  { ...get('/sign-in'), isPublic: true },
]
