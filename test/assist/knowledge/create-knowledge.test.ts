import t, { type Test } from 'tap'
import { createKnowledge } from '../../../src/assist/knowledge/create-knowledge.ts'
import { createKnowledgeStore } from '../../../src/assist/knowledge/store/create-knowledge-store.ts'
import type { KnowledgeRow } from '../../../src/assist/knowledge/store/knowledge-store.ts'
import { type LoadedPlaybooks, loadPlaybooks } from '../../../src/assist/playbooks/load-playbooks.ts'
import type { Encoder } from '../../../src/classify/encoders/encoder.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { aRow } from './store-contract.ts'

const shipped = await loadPlaybooks({ folder: undefined, shipped: true })
const none: LoadedPlaybooks = { playbooks: [], faults: [] }

const open = async (
  t: Test,
  { playbooks = shipped, encoder = null }: { playbooks?: LoadedPlaybooks; encoder?: Encoder | null } = {},
) => {
  const store = createKnowledgeStore({ database: await openSqliteStore(t) })
  const clock = createManualClock()
  let now = playbooks
  const make = () =>
    createKnowledge({
      store,
      playbooks: async () => now,
      encoder,
      clock,
      logger: silent,
      random: () => 0.5,
    })
  const knowledge = make()
  t.teardown(() => knowledge.stop())
  const keep = (...rows: KnowledgeRow[]) =>
    store.commit({ name: 'articles:fresh', cursor: null, readAt: 9, problem: null, keep: rows })
  const ids = async (text: string, more: object = {}) =>
    (await knowledge.search({ text, language: null, limit: 5, ...more })).map(({ entry }) => entry.id)
  const change = (next: LoadedPlaybooks) => {
    now = next
  }
  return { store, clock, knowledge, keep, ids, change, make }
}

t.test('what ships is found by how people write, in their language', async (t) => {
  const { knowledge, ids } = await open(t)
  t.same(await ids('password'), [], 'nothing before it is built')
  await knowledge.refresh()
  const asked = {
    en: {
      'I forgot my pasword and cannot get in': 'password-reset',
      'The PRINTERS on our floor are offline': 'printer',
      'where is my parcel?': 'order-status',
      'I was charged twice': 'billing-question',
      'please cancel my subscription': 'cancellation',
    },
    es: {
      'He olvidado la clave': 'password-reset',
      'la wi-fi se corta todo el rato': 'wifi',
      'quiero devolver unos zapatos': 'return',
      'Me habéis cobrado dos veces': 'billing-question',
      'Quiero darme de baja': 'cancellation',
      'no puedo conectarme a la VPN desde casa': 'vpn',
    },
  }
  for (const [language, questions] of Object.entries(asked))
    for (const [text, name] of Object.entries(questions)) {
      const [first] = await knowledge.search({ text, language, limit: 3 })
      t.equal(first?.entry.id, `playbook:${name}:${language}`, text)
      t.ok((first?.score ?? 0) > 0.4, `${text}: ${first?.score}`)
      t.ok(first?.entry.playbook?.response.length)
    }
  const [hit] = await knowledge.search({ text: 'Me habéis COBRADO dos veces', language: 'es', limit: 1 })
  t.ok(hit?.words.includes('cobrado'))
  const [stranger] = await knowledge.search({
    text: 'What are your opening hours?',
    language: 'en',
    limit: 1,
  })
  t.ok((stranger?.score ?? 0) < 0.35, 'what nothing is for is told by its score')
  t.same(await ids('¿?', { language: 'es' }), [])
  t.match(knowledge.status(), { entries: { playbook: 20, article: 0 }, problems: [], vectors: null })
})

t.test('the language, the category, the kind and the ticket itself are minded', async (t) => {
  const { knowledge, keep, ids } = await open(t, { playbooks: none })
  await keep(
    aRow('article:fresh:1', { title: 'VPN', body: 'How to connect', language: 'en' }),
    aRow('article:fresh:2', { title: 'VPN VPN', body: 'Cómo conectar la VPN', language: 'es' }),
    aRow('ticket:fresh:3', { kind: 'ticket', title: 'VPN', body: 'VPN', language: 'en' }),
    aRow('canned:fresh:4', { kind: 'canned', title: 'VPN', body: 'x', language: null }),
  )
  await knowledge.refresh()
  t.same((await ids('vpn', { language: 'en' })).slice(0, 2).sort(), ['article:fresh:1', 'ticket:fresh:3'])
  t.equal((await ids('vpn', { language: 'es' }))[0], 'article:fresh:2')
  t.same(await ids('vpn', { kinds: ['ticket'] }), ['ticket:fresh:3'])
  t.same(await ids('vpn', { kinds: ['ticket'], except: 'ticket:fresh:3' }), [])
  t.equal((await ids('vpn', { limit: 2 })).length, 2)
  const both = await open(t)
  await both.knowledge.refresh()
  for (const [category, name] of Object.entries({ billing: 'billing-question', returns: 'return' }))
    t.equal((await both.ids('refund', { language: 'en', category }))[0], `playbook:${name}:en`, category)
})

t.test('what is kept, changed and taken away is followed, in this process and in another', async (t) => {
  const { knowledge, keep, ids, store, make, clock } = await open(t, { playbooks: none })
  const other = make()
  t.teardown(() => other.stop())
  other.start()
  await keep(aRow('article:fresh:1', { title: 'Parking' }), aRow('article:fresh:2', { title: 'Canteen' }))
  await knowledge.refresh()
  t.same(await ids('parking'), ['article:fresh:1'])
  await keep(aRow('article:fresh:1', { title: 'Bicycles', hash: 'two' }))
  await store.commit({
    ...{ name: 'articles:fresh', cursor: null, readAt: 9, problem: null, keep: [] },
    remove: ['article:fresh:2'],
  })
  await knowledge.refresh()
  t.same(await ids('parking canteen'), [])
  t.match(await knowledge.read(['article:fresh:1', 'gone']), [
    { id: 'article:fresh:1', kind: 'article', text: 'The body of article:fresh:1', changedAt: 1_000 },
  ])
  await clock.advance(40_000)
  const found = await other.search({ text: 'bicycle', language: 'en', limit: 5 })
  t.match(found, [{ entry: { id: 'article:fresh:1' } }])
})

t.test('a playbook that is mended counts without a restart', async (t) => {
  const { knowledge, change, clock, ids } = await open(t)
  await knowledge.refresh()
  change({
    playbooks: shipped.playbooks.slice(0, 1),
    faults: [{ path: 'vpn.md', line: 3, message: 'It is wrong.' }],
  })
  await knowledge.refresh()
  t.equal(knowledge.status().entries.playbook, 20, 'files are not read at each turn')
  clock.jump(61_000)
  await knowledge.refresh()
  t.match(knowledge.status(), { entries: { playbook: 1 }, problems: ['vpn.md:3: It is wrong.'] })
  t.same(await ids('vpn'), [])
})

t.test('a store that is away takes away nothing that was found before, and throws at nobody', async (t) => {
  const database = await openSqliteStore(t)
  const store = createKnowledgeStore({ database })
  const knowledge = createKnowledge({
    ...{ store, playbooks: async () => shipped, encoder: null, logger: silent },
    ...{ clock: createManualClock(), random: () => 0 },
  })
  await knowledge.refresh()
  await database.close()
  await knowledge.refresh()
  const found = await knowledge.search({ text: 'vpn', language: 'en', limit: 1 })
  t.match(found, [{ entry: { id: 'playbook:vpn:en' } }])
  t.match(knowledge.status().problems, [/does not answer/])
  await knowledge.stop()
})

t.test(
  'vectors find what shares no word, are asked with what may leave alone, and are done without while away',
  async (t) => {
    const asked: string[] = []
    let isAway = false
    const encoder: Encoder = {
      name: 'embeddings:m',
      encode: async (texts) => {
        asked.push(...texts)
        return isAway ? null : texts.map(() => Float32Array.of(1, 0.1))
      },
      close: async () => {},
    }
    const { knowledge, keep, ids, store } = await open(t, { playbooks: none, encoder })
    await keep(
      aRow('article:fresh:1', { title: 'Salary', body: 'When money comes' }),
      aRow('article:fresh:2', { title: 'Wages of Marta', body: 'Else' }),
      aRow('article:fresh:3', { title: 'Other', body: 'Else' }),
    )
    await knowledge.refresh()
    t.same(await ids('wages of Marta'), ['article:fresh:2'])
    t.same(asked, [], 'nobody is asked while there is nothing to compare with')
    const vectorOf = { 1: [1, 0], 2: [0.8, 0.6], 3: [0, 1] } as const
    await store.keepVectors(
      encoder.name,
      Object.entries(vectorOf).map(([at, numbers]) => ({
        id: `article:fresh:${at}`,
        hash: at === '3' ? 'of another text' : 'one',
        vector: Float32Array.from(numbers),
      })),
    )
    await knowledge.refresh()
    t.equal(knowledge.status().vectors?.count, 2)
    t.same(await ids('wages of Marta'), ['article:fresh:2'])
    t.same(asked, [], 'nothing leaves that was not said to')
    const outside = { text: 'wages of [NAME_1]' }
    t.same(await ids('wages of Marta', { outside }), ['article:fresh:2', 'article:fresh:1'])
    t.same(asked, ['wages of [NAME_1]'])
    isAway = true
    t.same(await ids('wages of Marta', { outside }), ['article:fresh:2'])
  },
)
