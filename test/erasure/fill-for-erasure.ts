import type { Database } from '../../src/database/database.ts'
import { createInbox } from '../../src/inbox/create-inbox.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { requesterKey } from '../../src/ledger/requester-key.ts'
import { createTriageStore } from '../../src/triage/store/create-triage-store.ts'
import { aTicket } from '../inbox/describe-inbox.ts'
import { aHandoff, anEntry, filed } from '../ledger/new-entry.ts'
import { silent } from '../ledger/silent.ts'
import type { ManualClock } from '../manual-clock.ts'
import { aPage, aPrediction, aSeen } from '../triage/store/make-triage.ts'

export const ana = { email: 'Ana.Quintero@example.org', phone: '+34 600 11 22 33', name: 'Anabel Quintero' }
export const bea = { email: 'bea@example.org', phone: null, name: 'Beatriz' }
/** What only Ana has said, or was said of her. */
export const anasWords = ['ana.quintero@example.org', 'anabel', 'quintero', '600 11', '600-112', 'zarzamora']

type Store = { ledger: Ledger; database: Database; clock: ManualClock }

const addDesk = async (
  { database, clock }: Store,
  { ticketId, text, state }: { ticketId: string; text: string; state: 'held' | 'sending' | 'sent' },
): Promise<void> => {
  const now = clock.now()
  const ticket = { helpdesk: 'main', ticket_id: ticketId }
  const draft = { ...ticket, created_at: now, created_by: 'user:c', latest: 1, made_by: 'playbook' } as const
  const nothing = { owner: null, reason: null, message_id: null, first_sent_at: null }
  const call = { at: now, purpose: 'draft', who: 'user:c', url: 'http://127.0.0.1', model: 'm' }
  const known = { kind: 'ticket', helpdesk: 'main', language: 'es', url: null, hash: ticketId } as const
  await database.write(async (store) => {
    await store
      .insertInto('drafts')
      .values({
        id: `dr_${ticketId}`,
        ...draft,
        state: 'open',
        ended_at: null,
        outcome: null,
        distance: null,
      })
      .execute()
    await store
      .insertInto('draft_versions')
      .values({
        ...{
          draft_id: `dr_${ticketId}`,
          number: 1,
          at: now,
          who: 'user:c',
          kind: 'refined',
          instruction: text,
        },
        ...{ made_by: null, content: JSON.stringify({ response: text }) },
      } as const)
      .execute()
    await store
      .insertInto('outbox')
      .values({
        ...{
          id: `ob_${ticketId}`,
          ...ticket,
          kind: 'reply',
          content: JSON.stringify({ text, status: null }),
        },
        ...{ draft_id: `dr_${ticketId}`, version: 1, who: 'user:c', state, why: text, ...nothing },
        ...{
          due_at: state === 'sent' ? null : now,
          created_at: now,
          ended_at: state === 'sent' ? now : null,
        },
      } as const)
      .execute()
    await store
      .insertInto('llm_calls')
      .values({
        ...{ id: `c${ticketId}`, ...call, ...ticket, request: text, response: text, outcome: 'ok' },
        ...{ input_tokens: 1, output_tokens: 1, cost: 0, took_ms: 1 },
      })
      .execute()
    const id = `ticket:main:${ticketId}`
    await store
      .insertInto('knowledge')
      .values({ id, ...known, title: text, body: text, changed_at: now, read_at: now })
      .execute()
    await store
      .insertInto('knowledge_vectors')
      .values({ knowledge_id: id, model: 'm', hash: ticketId, vector: 'AAAAAA==' })
      .execute()
  })
}

/**
 * Two people. Ana's: 1 (by a bot), 3 (by mail, the same contact), and one that is not delivered yet. Beatriz': 2, and 4, which speaks
 * of Ana.
 */
export const fillForErasure = async (store: Store): Promise<void> => {
  const { ledger, database, clock } = store
  const put = (key: string, requester: typeof ana | typeof bea, summary: string) =>
    ledger.put(
      anEntry(key, {
        requesterKey: requesterKey(requester),
        handoff: aHandoff({ requester, summary, subject: summary, transcript: [] }),
      }),
    )
  const deliver = async (ticketId: string) => {
    const [claim] = await ledger.claim({ helpdesk: 'main', owner: 'w', limit: 1, leaseMs: 1_000 })
    if (claim === undefined) throw new Error('Nothing is due.')
    const ticket = { id: ticketId, url: `https://desk.example.org/${ticketId}`, action: 'created' } as const
    await ledger.complete(claim, { ticket, flags: [], why: 'created', filed })
  }
  await put('1', ana, 'zarzamora does not work')
  await deliver('1')
  await put('2', bea, 'melocotón does not work')
  await deliver('2')
  await put('open', ana, 'zarzamora again')
  await ledger.indexForSearch({ limit: 100 })

  const inbox = createInbox({ database, clock, limit: 100 })
  const keep = (id: string, subject: string, requesterId: string, requesterName: string) =>
    inbox.keep('main', aTicket(id, { subject, requesterId }), { requesterName })
  await keep('1', 'zarzamora does not work', '71', ana.name)
  await keep('2', 'melocotón does not work', '72', bea.name)
  await keep('3', 'Another zarzamora', '71', ana.name)
  await keep('4', 'Access for ana.quintero@example.org', '72', bea.name)
  await addDesk(store, { ticketId: '1', text: 'Hello Anabel, about zarzamora', state: 'held' })
  await addDesk(store, { ticketId: '2', text: 'Hello Beatriz, about melocotón', state: 'held' })
  await addDesk(store, { ticketId: '3', text: 'Anabel, zarzamora', state: 'sending' })
  await addDesk(store, { ticketId: '4', text: 'Call her: (+34) 600-112 233', state: 'sent' })
  // Drafts were made after the list had aged, of which only the texts tell.
  await addDesk(store, { ticketId: '5', text: 'ANA.QUINTERO@example.org', state: 'sent' })
  await database.kysely
    .insertInto('knowledge_feeds')
    .values({ name: 'tickets:main', cursor: null, read_at: 0, problem: null, version: 1 })
    .execute()
  await database.kysely
    .insertInto('llm_calls')
    .values({
      ...{ id: 'probe', at: 0, purpose: 'embeddings', helpdesk: null, ticket_id: null, who: null, url: 'x' },
      ...{ model: 'm', request: 'ana.quintero@example.org', response: null, outcome: 'ok' },
      ...{ input_tokens: 1, output_tokens: 1, cost: 0, took_ms: 1 },
    })
    .execute()
  const quoting = (text: string) =>
    aPrediction({
      reasons: [{ code: 'model-words', category: 'a', runnerUp: 'b', words: [{ text, contribution: 1 }] }],
    })
  const now = clock.now()
  await createTriageStore({ database, logger: silent }).commitPage(
    aPage({
      helpdesk: 'main',
      tickets: [
        aSeen('1', { prediction: quoting('zarzamora'), dueAt: now }),
        aSeen('2', { prediction: quoting('melocotón'), dueAt: now }),
      ],
    }),
  )
}
