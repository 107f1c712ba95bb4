import t, { type Test } from 'tap'
import type { DraftContent } from '../../../schemas/draft.ts'
import type { DraftVersion } from '../../../src/assist/assist.ts'
import { createDraftStore } from '../../../src/assist/store/create-draft-store.ts'
import type { NewDraft } from '../../../src/assist/store/draft-store.ts'
import type { Database } from '../../../src/database/database.ts'
import { silent } from '../../ledger/silent.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const dayMs = 86_400_000

export const aContent = (response: string): DraftContent => ({
  response,
  statements: [{ text: response, kind: 'claim', sources: [] }],
  technical: {
    rootCause: [],
    diagnosticSteps: [],
    resolution: [],
    requirements: [],
    complications: [],
    followUp: [],
    links: [],
  },
  questions: [],
  outcome: 'needs-follow-up',
  missing: [],
  sources: [],
  language: 'es',
})

const aVersion = (text: string, at = noon): Omit<DraftVersion, 'number'> => ({
  at,
  who: 'user:ana@example.com',
  kind: 'edited',
  instruction: null,
  madeBy: null,
  content: aContent(text),
})

const aDraft = (id: string, change: Partial<NewDraft> = {}): NewDraft => ({
  id,
  helpdesk: 'fresh',
  ticketId: '7',
  at: noon,
  who: 'user:ana@example.com',
  maker: 'playbook',
  version: {
    kind: 'generated',
    instruction: null,
    madeBy: 'playbook:vpn',
    content: aContent('Hola, Ana: ñ €.'),
  },
  ...change,
})

/** What the store of drafts promises, over any database. */
export const describeStore = (
  name: string,
  open: (t: Test) => Promise<{ database: Database; beside: Database }>,
): void => {
  const opened = async (t: Test) => {
    const { database, beside } = await open(t)
    return {
      database,
      store: createDraftStore({ database, logger: silent }),
      beside: createDraftStore({ database: beside, logger: silent }),
    }
  }

  t.test(`${name}: a draft and its versions come back as they were kept`, async (t) => {
    const { store, beside } = await opened(t)
    const made = await store.create(aDraft('dr_1'))
    t.same(await beside.find('dr_1'), made)
    const added = await beside.append({ draftId: 'dr_1', expected: 1, version: aVersion('Otra.') })
    t.same(added, { kind: 'kept', number: 2 })
    const draft = await store.find('dr_1')
    t.match(draft, { latest: 2, state: 'open', endedAt: null })
    t.same(
      draft?.versions.map(({ number, content }) => [number, content.response]),
      [
        [1, 'Hola, Ana: ñ €.'],
        [2, 'Otra.'],
      ],
    )
    await store.create(aDraft('dr_2', { at: noon + 1 }))
    await store.create(aDraft('dr_3', { ticketId: '8' }))
    t.same(
      (await store.ofTicket({ helpdesk: 'fresh', ticketId: '7' })).map(({ id }) => id),
      ['dr_2', 'dr_1'],
    )
    t.equal(await store.find('dr_9'), null)
  })

  t.test(
    `${name}: two who write at once get two numbers, and who insists on a number learns that it is taken`,
    async (t) => {
      const { store, beside } = await opened(t)
      await store.create(aDraft('dr_1'))
      const insisting = await Promise.all(
        [store, beside].map((each) =>
          each.append({ draftId: 'dr_1', expected: 1, version: aVersion('Yo.') }),
        ),
      )
      t.same(insisting.map(({ kind }) => kind).sort(), ['behind', 'kept'])
      const after = await Promise.all(
        [store, beside, store].map((each, at) =>
          each.append({ draftId: 'dr_1', expected: null, version: aVersion(`Texto ${at}.`) }),
        ),
      )
      t.same(after.map((each) => (each.kind === 'kept' ? each.number : 0)).sort(), [3, 4, 5])
      t.match(await store.find('dr_1'), { latest: 5, versions: { length: 5 } })
      t.same(await store.append({ draftId: 'no', expected: null, version: aVersion('x') }), {
        kind: 'not-found',
      })
    },
  )

  t.test(`${name}: what was sent stays sent, and nothing is written on what has ended`, async (t) => {
    const { store, beside } = await opened(t)
    await store.create(aDraft('dr_1'))
    const rejected = { state: 'rejected', outcome: 'rejected', distance: null, at: noon } as const
    const sent = { state: 'sent', outcome: 'edited', distance: 0.25, at: noon } as const
    t.equal(await store.end({ draftId: 'dr_1', ...rejected }), true)
    t.equal(await store.end({ draftId: 'dr_1', ...rejected }), false, 'a repeat changes nothing')
    t.same(await store.append({ draftId: 'dr_1', expected: null, version: aVersion('x') }), { kind: 'ended' })
    t.equal(await beside.end({ draftId: 'dr_1', ...sent }), true, 'somebody sent it all the same')
    t.equal(await store.end({ draftId: 'dr_1', ...sent }), false)
    t.equal(await store.end({ draftId: 'dr_1', ...rejected }), false)
    t.match(await store.find('dr_1'), { state: 'sent', endedAt: noon })
  })

  t.test(`${name}: quality is counted by day and maker`, async (t) => {
    const { store } = await opened(t)
    const makers = ['playbook', 'playbook', 'playbook', 'gpt'] as const
    for (const [at, maker] of makers.entries()) await store.create(aDraft(`dr_${at}`, { maker }))
    await store.create(aDraft('dr_old', { at: noon - dayMs }))
    await store.create(aDraft('dr_older', { at: noon - 9 * dayMs }))
    const sent = { state: 'sent', at: noon } as const
    await store.end({ draftId: 'dr_0', outcome: 'accepted', distance: 0, ...sent })
    await store.end({ draftId: 'dr_1', outcome: 'edited', distance: 0.5, ...sent })
    await store.end({ draftId: 'dr_3', state: 'rejected', outcome: 'rejected', distance: null, at: noon })
    const none = { accepted: 0, edited: 0, rejected: 0, distance: null }
    t.same(await store.quality(noon - 2 * dayMs), [
      { day: '2026-11-21', madeBy: 'gpt', drafts: 1, ...none, rejected: 1 },
      { day: '2026-11-21', madeBy: 'playbook', drafts: 3, ...none, accepted: 1, edited: 1, distance: 0.25 },
      { day: '2026-11-20', madeBy: 'playbook', drafts: 1, ...none },
    ])
  })

  t.test(`${name}: texts go with retention, figures stay, and a ticket is forgotten whole`, async (t) => {
    const { store, database } = await opened(t)
    await store.create(aDraft('dr_ended', { at: noon - 9 * dayMs }))
    await store.end({
      draftId: 'dr_ended',
      state: 'rejected',
      outcome: 'rejected',
      distance: null,
      at: noon - 8 * dayMs,
    })
    await store.create(aDraft('dr_left', { at: noon - 9 * dayMs, ticketId: '8' }))
    await store.create(aDraft('dr_touched', { at: noon - 9 * dayMs, ticketId: '8' }))
    await store.append({ draftId: 'dr_touched', expected: 1, version: aVersion('Hoy.') })
    await store.create(aDraft('dr_late', { at: noon - 9 * dayMs }))
    await store.end({ draftId: 'dr_late', state: 'sent', outcome: 'accepted', distance: 0, at: noon })
    const before = noon - 5 * dayMs
    t.equal(await store.purge({ before, limit: 1 }), 1)
    t.equal(await store.purge({ before, limit: 10 }), 1)
    t.equal(await store.purge({ before, limit: 10 }), 0)
    t.match(await store.find('dr_ended'), { versions: [], state: 'rejected' })
    t.match(await store.find('dr_left'), { versions: [] })
    t.match(await store.find('dr_touched'), { versions: [{}, {}] })
    t.match(await store.find('dr_late'), { versions: [{}] })
    t.equal(
      (await store.quality(0)).reduce((sum, { drafts }) => sum + drafts, 0),
      4,
    )

    const call = { at: noon, purpose: 'draft', url: 'http://x', model: 'm', request: 'Ana' }
    const empty = {
      who: null,
      response: null,
      outcome: null,
      input_tokens: null,
      output_tokens: null,
      cost: null,
      took_ms: null,
    }
    for (const ticket_id of ['7', '8'])
      await database.kysely
        .insertInto('llm_calls')
        .values({ id: `c${ticket_id}`, helpdesk: 'fresh', ticket_id, ...call, ...empty })
        .execute()
    t.equal(await store.forget({ helpdesk: 'fresh', ticketId: '8' }), 2)
    t.equal(await store.find('dr_touched'), null)
    const left = async (table: 'drafts' | 'draft_versions' | 'llm_calls') =>
      (await database.kysely.selectFrom(table).selectAll().execute()).length
    t.same([await left('drafts'), await left('draft_versions'), await left('llm_calls')], [2, 1, 1])
  })

  t.test(`${name}: a version that cannot be read is left out, and the others are there`, async (t) => {
    const { store, database } = await opened(t)
    await store.create(aDraft('dr_1'))
    await store.append({ draftId: 'dr_1', expected: 1, version: aVersion('Dos.') })
    await database.kysely
      .updateTable('draft_versions')
      .set({ content: '{' })
      .where('number', '=', 1)
      .execute()
    t.match(await store.find('dr_1'), { latest: 2, versions: [{ number: 2 }] })
  })
}
