import t from 'tap'
import { defaultCategories } from '../../../src/classify/default-categories.ts'
import type { Entry } from '../../../src/ledger/ledger.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { labelTickets } from '../../../src/training/label-tickets.ts'
import { collectFromLedger } from '../../../src/training/ledger/collect-from-ledger.ts'
import { convertEntry } from '../../../src/training/ledger/convert-entry.ts'
import { makeClassification, makeHandoff } from '../../bridge/make-handoff.ts'
import { postHandoff, startService } from '../../start-service.ts'

t.test('hand-offs teach what agents made of their tickets', async (t) => {
  const service = await startService(t, {
    sandbox: { groups: [{ name: 'Pagos' }], fields: { types: ['Cobro'] } },
  })
  const person = { user_email: 'ana@example.com', user_name: 'Ana' }
  const send = async (message: string, summary: string, user: Record<string, string>) => {
    const body = {
      ...person,
      ...user,
      conversation_summary: summary,
      category: 'access',
      message_id: message,
    }
    t.equal((await postHandoff(service, body, { wait: 10 })).status, 201)
  }
  await send('m-1', 'Me cobraron dos veces', {})
  await send('m-2', 'No puedo entrar', { user_email: 'luis@example.com' })
  await send('m-3', 'Esto sobra', { user_email: 'eva@example.com' })
  const [charged, , deleted] = [...service.sandbox.account.tickets.values()]
  const [group] = service.sandbox.account.groups.values()
  if (charged === undefined || deleted === undefined || group === undefined)
    throw new Error('It is not there.')
  Object.assign(charged, { type: 'Cobro', groupId: group.id, status: 5, tags: ['relevo', 'billing'] })
  deleted.deleted = true

  const { helpdesks } = await service.dependencies.loadDelivery()
  const collect = (known: typeof helpdesks) =>
    collectFromLedger({
      ledger: service.dependencies.ledger,
      helpdesks: known,
      since: 0,
      most: 100,
      clock: systemClock,
      signal: new AbortController().signal,
      progress: { begin: () => {}, at: () => {}, say: () => {} },
    })
  const { tickets, unfit } = await collect(helpdesks)
  t.same(unfit, { erased: 0, deleted: 1, added: 0 })
  const [entering, charge] = labelTickets(tickets, defaultCategories)
  t.match(charge, {
    name: `main:${charged.id}`,
    body: 'Me cobraron dos veces',
    labels: { type: 'Cobro', group: 'Pagos', category: 'billing' },
    state: 'settled',
  })
  t.match(entering, { body: 'No puedo entrar', labels: { category: 'access' }, state: 'untouched' })

  const alone = await collect(new Map())
  t.equal(alone.tickets.length, 3, 'without the help desk it is what was decided when they were made')
  t.match(alone.tickets.at(-1), { labels: { category: 'access' }, state: null })
})

t.test('what a model decided is not learnt from, nor what was erased or only added', (t) => {
  const entry = (given: Partial<Entry>): Entry => ({
    id: 'ho_1',
    source: 'betsur',
    helpdesk: 'main',
    state: 'delivered',
    why: null,
    requestId: 'r',
    requesterKey: 'k',
    receivedAt: 1,
    dueAt: null,
    endedAt: 2,
    attempts: 1,
    failures: 0,
    writes: 1,
    write: null,
    ticket: { id: '7', url: null, action: 'created' },
    flags: [],
    classification: makeClassification({ category: 'billing', decidedBy: 'rule' }),
    acknowledgement: null,
    followUp: null,
    handoff: makeHandoff({ language: 'es-MX' }),
    ...given,
  })
  t.match(convertEntry(entry({}), null), { labels: { category: 'billing' }, language: 'es' })
  const guessed = makeClassification({ category: 'billing', decidedBy: 'model' })
  t.match(convertEntry(entry({ classification: guessed }), null), { labels: {} })
  t.same(Object.keys(Object(convertEntry(entry({ classification: guessed }), null)).labels), [])
  t.equal(convertEntry(entry({ handoff: null }), null), 'erased')
  t.equal(convertEntry(entry({ ticket: { id: '7', url: null, action: 'added' } }), null), 'added')
  t.end()
})
