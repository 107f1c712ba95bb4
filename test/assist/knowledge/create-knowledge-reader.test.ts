import t, { type Test } from 'tap'
import { createKnowledgeReader } from '../../../src/assist/knowledge/read/create-knowledge-reader.ts'
import type { ReadDesk } from '../../../src/assist/knowledge/read/read-tools.ts'
import { createKnowledgeStore } from '../../../src/assist/knowledge/store/create-knowledge-store.ts'
import type { Encoder } from '../../../src/classify/encoders/encoder.ts'
import { maskText } from '../../../src/classify/mask-text.ts'
import type { Failure } from '../../../src/helpdesk/outcome.ts'
import { openFreshdesk } from '../../contract/freshdesk-harness.ts'
import { there } from '../../contract/got.ts'
import { openZendesk } from '../../contract/zendesk-harness.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'

const hour = 3_600_000
const config = { articles: true, cannedResponses: true, tickets: true, every: hour, limit: 100 }
const solution = '<p>Please delete the profile, restart, and import it again from the portal.</p>'

const open = async (
  t: Test,
  { settings = config, encoder = null }: { settings?: typeof config; encoder?: Encoder | null } = {},
) => {
  const store = createKnowledgeStore({ database: await openSqliteStore(t) })
  const clock = createManualClock(Date.now())
  let read = 0
  const make = (helpdesks: ReadDesk[], with_ = settings) => {
    const reader = createKnowledgeReader({
      ...{
        config: with_,
        store,
        helpdesks,
        encoder,
        clock,
        logger: silent,
        mask: maskText,
        openMask: () => maskText,
      },
      playbooks: async () => ({ playbooks: [], faults: [] }),
      detectLanguage: () => null,
      random: () => 0.5,
      onRead: () => {
        read += 1
      },
    })
    t.teardown(() => reader.stop())
    return reader
  }
  /** Each step of the clock lets one call go; calls over a socket take turns that no clock counts. */
  const until = async (isDone: () => Promise<boolean> | boolean) => {
    for (let steps = 0; steps < 2_000; steps += 1) {
      if (await isDone()) return
      await clock.advance(5_000)
    }
    t.fail('it never came to that')
  }
  const ids = async () => (await store.listHashes('', 1_000)).map(({ id }) => id)
  return { store, clock, make, until, ids, times: () => read }
}

for (const [vendor, openDesk] of Object.entries({ freshdesk: openFreshdesk, zendesk: openZendesk })) {
  t.test(`${vendor}: articles, canned responses and resolved tickets are read, and followed`, async (t) => {
    const { helpdesk, seed, around, later } = await openDesk(t)
    const article = there(seed.article)({ title: 'VPN', html: '<p>How to connect</p>', published: true })
    there(seed.article)({ title: 'Draft', html: '<p>Not yet</p>', published: false })
    const canned = there(around).cannedResponse({ title: 'Thanks', html: '<p>Thank you</p>' })
    const solved = seed.ticket({ subject: 'No VPN', html: '<p>It fails. marta@example.com</p>' })
    seed.message(solved, { from: 'agent', html: solution })
    seed.edit(solved, { status: 'solved' })
    const unsolved = seed.ticket({ subject: 'Else', html: '<p>It fails</p>' })
    seed.message(unsolved, { from: 'agent', html: solution })
    later(10 * 60_000)
    const { store, make, until, ids } = await open(t)
    const reader = make([helpdesk])
    reader.start()
    const name = helpdesk.name
    await until(async () => (await ids()).some((id) => id.startsWith('ticket:')))
    t.same(await ids(), [
      `article:${name}:${article}`,
      `canned:${name}:${canned}`,
      `ticket:${name}:${solved}`,
    ])
    const [row] = await store.read([`ticket:${name}:${solved}`])
    t.equal(
      row?.body,
      'It fails. [email]\n\nPlease delete the profile, restart, and import it again from the portal.',
    )
    t.match(await store.read([`article:${name}:${article}`]), [{ title: 'VPN', body: 'How to connect' }])
    seed.edit(solved, { status: 'open' })
    later(10 * 60_000)
    await until(async () => !(await ids()).some((id) => id.startsWith('ticket:')))
    await reader.stop()
  })
}

const failure = (kind: 'unavailable' | 'forbidden'): Failure =>
  kind === 'forbidden'
    ? { kind, message: 'Not permitted.', status: 403, code: null }
    : { kind, message: 'It is down.', status: 503, code: null }

const article = (id: string) => ({ id, title: id, url: null, text: 'x', updatedAt: null, language: 'en' })
const articlesOnly = { ...config, cannedResponses: false, tickets: false }

/** Two pages, and a script of what goes wrong. */
const scriptedDesk = (script: (cursor: string | undefined) => Failure | null, pages: string[][]) => {
  const calls: (string | undefined)[] = []
  const uncalled = () => {
    throw new Error('is not asked')
  }
  const desk: ReadDesk = {
    name: 'fresh',
    capabilities: {
      ...{ findAtMost: null, conditions: [], ifUnchanged: 'read', idempotentCreateSeconds: null },
      ...{ changes: 'time', knowledge: true, agentAvailability: false, reply: true, attachments: false },
      ...{ account: ['canned-responses'], archive: null },
    },
    listArticles: async ({ cursor }) => {
      calls.push(cursor)
      const wrong = script(cursor)
      if (wrong !== null) return { ok: false, failure: wrong }
      const at = Number(cursor ?? 0)
      const next = at + 1 < pages.length ? String(at + 1) : null
      return { ok: true, value: { articles: (pages[at] ?? []).map(article), next } }
    },
    listCannedResponses: uncalled,
    listChangedSince: uncalled,
    listConversation: uncalled,
  }
  return { desk, calls }
}

t.test(
  'a reading goes on where it stopped, and only a whole one lets go what is not there any more',
  async (t) => {
    let isDown = true
    const pages = [['1', '2'], ['3']]
    const { desk, calls } = scriptedDesk(
      (cursor) => (isDown && cursor === '1' ? failure('unavailable') : null),
      pages,
    )
    const { store, clock, make, until, ids } = await open(t, { settings: articlesOnly })
    const first = make([desk])
    first.start()
    await until(async () => (await store.feed('articles:fresh'))?.problem != null)
    t.match(await store.feed('articles:fresh'), { problem: 'fresh: articles cannot be read. It is down.' })
    t.same(await ids(), ['article:fresh:1', 'article:fresh:2'])
    await first.stop()
    isDown = false
    const second = make([desk])
    second.start()
    await until(async () => (await ids()).length === 3)
    t.same(calls, [undefined, '1', '1'])
    t.match(await store.feed('articles:fresh'), { problem: null, cursor: null })
    const version = await store.version()
    pages[0] = ['2']
    await clock.advance(2 * hour)
    t.same(await ids(), ['article:fresh:2', 'article:fresh:3'])
    t.equal(await store.version(), version + 1, 'what is the same again is no change')
  },
)

t.test('at most twelve calls a minute leave', async (t) => {
  const { desk, calls } = scriptedDesk(
    () => null,
    Array.from({ length: 100 }, (_, at) => [String(at)]),
  )
  const { clock, make } = await open(t, { settings: articlesOnly })
  make([desk]).start()
  await clock.advance(59_999)
  t.ok(calls.length > 1 && calls.length <= 12, `${calls.length} calls`)
})

t.test('what is switched off, or of a help desk that is gone, goes', async (t) => {
  const { desk } = scriptedDesk(() => null, [['1']])
  const { store, make, until, ids } = await open(t, { settings: articlesOnly })
  const first = make([desk])
  first.start()
  await until(async () => (await ids()).length === 1)
  await first.stop()
  const other = { ...desk, name: 'other' }
  make([other]).start()
  await until(async () => (await ids()).includes('article:other:1'))
  t.same(await ids(), ['article:other:1'])
  make([other], { ...articlesOnly, articles: false }).start()
  await until(async () => (await ids()).length === 0)
  t.match(await store.feeds(), [{ name: 'articles:fresh' }, { name: 'articles:other' }])
})

t.test(
  'what has no vector yet gets one, and a text that the encoder does not want stops no other',
  async (t) => {
    const asked: string[][] = []
    const encoder: Encoder = {
      name: 'embeddings:m',
      encode: async (texts) => {
        asked.push([...texts])
        return texts.some((text) => text.startsWith('bad')) ? null : texts.map(() => Float32Array.of(1))
      },
      close: async () => {},
    }
    const pages = [['1', 'bad', '3']]
    const { desk } = scriptedDesk(() => null, pages)
    const { store, clock, make, until, times } = await open(t, { settings: articlesOnly, encoder })
    make([desk]).start()
    const vectors = async () => (await store.listVectors(encoder.name, '', 10)).map(({ id }) => id)
    await until(async () => (await vectors()).length === 2)
    t.same(await vectors(), ['article:fresh:1', 'article:fresh:3'])
    t.equal(asked.length, 4, 'all at once, then one by one')
    t.ok(times() >= 1)
    pages[0] = ['1', '4']
    await clock.advance(2 * hour)
    t.same(await vectors(), ['article:fresh:1', 'article:fresh:4'])
    t.same(asked.at(-1), ['4\nx'])
  },
)
