import t from 'tap'
import { readOwnRecords } from '../../../src/triage/learn/read-own-records.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import { silent } from '../../ledger/silent.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { pastTicket } from '../../training/past-ticket.ts'
import { aPage, aSeen, noon } from '../store/make-triage.ts'

t.test('what triage wrote is read from its store, by the names that groups have now', async (t) => {
  const store = createTriageStore({ database: await openSqliteStore(t), logger: silent })
  await store.commitPage(aPage({ tickets: ['1', '2', '3'].map((id) => aSeen(id, { dueAt: noon })) }))
  const planned = {
    changes: [
      { field: 'group' as const, before: null, after: 'Pagos' },
      { field: 'priority' as const, before: 'low', after: 'high' },
    ],
    tags: ['pago'],
    note: false,
    basedOn: '2026-11-21T00:00:00Z',
  }
  for (const ticketId of ['1', '2']) {
    const state = ticketId === '1' ? ('done' as const) : ('undone' as const)
    await store.step(
      { helpdesk: 'fresh', ticketId, fence: 0 },
      { state, action: 'apply', planned, sentAt: noon },
    )
  }
  const read = () =>
    readOwnRecords({
      helpdesk: 'fresh',
      tickets: ['1', '2', '3', '4'].map((id) => pastTicket({ name: `fresh:${id}`, createdAt: noon })),
      store,
      ledger: { list: async () => ({ entries: [], next: null }) },
      categories: {},
      signal: new AbortController().signal,
    })
  const written = {
    category: 'billing',
    values: { group: 'Pagos', type: null, priority: 'high' },
    tags: ['pago'],
  }
  t.same([...(await read())], [['fresh:1', written]], 'what was taken back is not ours any more')
  const snapshot = { version: 1, at: noon, groups: [{ id: '1', name: 'Facturas' }], types: [], gone: [] }
  await store.setChoices('fresh', JSON.stringify({ ...snapshot, former: [{ id: '1', name: 'Pagos' }] }))
  t.match((await read()).get('fresh:1'), { values: { group: 'Facturas' } }, 'a new name is no correction')
})
