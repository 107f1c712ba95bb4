import t, { type Test } from 'tap'
import type { Classification } from '../../../schemas/classification.ts'
import type { Handoff } from '../../../schemas/handoff.ts'
import type { Database } from '../../../src/database/database.ts'
import { lowestIdAt } from '../../../src/ledger/handoff-id.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import { createSearchIndexer } from '../../../src/ledger/search/create-search-indexer.ts'
import type { ManualClock } from '../../manual-clock.ts'
import { claimOne, store } from '../contract/steps.ts'
import { aHandoff, anEntry } from '../new-entry.ts'
import { silent } from '../silent.ts'

export interface SearchUnderTest {
  ledger: Ledger
  database: Database
  clock: ManualClock
  /** Another process on the same store; the same one where there can be but one. */
  beside: Ledger
}

const putSome = async ({ ledger, clock }: SearchUnderTest, handoffs: Partial<Handoff>[]) => {
  const ids: string[] = []
  for (const [at, handoff] of handoffs.entries()) {
    const key = `${clock.now()}-${at}`
    const requesterKey = handoff.requester?.email ?? `requester-${key}`
    ids.push(await store(ledger, anEntry(key, { requesterKey, handoff: aHandoff(handoff) })))
    clock.jump(1000)
  }
  return ids
}

/** Until there is nothing more; tells how many portions it took. */
const index = async (ledger: Ledger, limit = 50): Promise<number> => {
  for (let portions = 1; ; portions += 1) if ((await ledger.indexForSearch({ limit })).isEnd) return portions
}

const finder =
  (ledger: Ledger) =>
  async (text: string): Promise<string[]> => {
    const { entries } = await ledger.search({ text, limit: 50 })
    return entries.map(({ id }) => id)
  }

const countWords = async (database: Database): Promise<number> => {
  const rows = await database.kysely.selectFrom('search_words').select('word').execute()
  return rows.length
}

const person = (name: string, email: string, phone: string | null = null) => ({
  requester: { name, email, phone },
  transcript: [],
})

/** What every store must find, and forget. */
export const describeSearch = (name: string, open: (t: Test) => Promise<SearchUnderTest>): void => {
  t.test(
    `${name}: finds by every field, without case and accents, all words, the last as a beginning`,
    async (t) => {
      const under = await open(t)
      const [ana = '', pau = ''] = await putSome(under, [
        {
          ...person('Ana Benítez', 'ana.b@example.org', '+34 600 11 22 33'),
          summary: 'La conexión VPN falla',
          subject: 'Túnel',
          conversationId: 'conv-7f3a',
        },
        {
          ...person('Pau', 'pau@example.org', '600445566'),
          summary: 'La VPN va bien, el correo no',
          transcript: [{ from: 'user', text: 'Desde el Straße-Büro', at: null }],
        },
      ])
      await index(under.ledger)
      const find = finder(under.ledger)
      t.same(await find('vpn'), [pau, ana], 'newest first')
      t.same(await find('CONEXION'), [ana])
      t.same(await find('vpn corr'), [pau], 'the last word is a beginning')
      t.same(await find('corr vpn'), [], 'the others are whole')
      t.same(await find('vpn nothing'), [])
      t.same(await find('benitez túnel'), [ana])
      t.same(await find('ana.b@example.org'), [ana])
      t.same(await find('600112233'), [ana], 'a phone without its country')
      t.same(await find('+34 600 112 233'), [ana])
      t.same(await find('600 44 55 66'), [pau])
      t.same(await find('conv-7f3a'), [ana])
      t.same(await find('buro'), [pau], 'what was said in the conversation')
      t.same(await find(ana), [ana])
      t.same(await find(''), [])
      t.same(await find('"*%_\\ \u0000'), [])
    },
  )

  t.test(`${name}: finds by the ticket's number, also with other words`, async (t) => {
    const under = await open(t)
    const [id = ''] = await putSome(under, [{ summary: 'printer' }])
    await index(under.ledger)
    const ticket = { id: '4711', url: null, action: 'created' as const }
    await under.ledger.complete(await claimOne(under.ledger), { ticket, flags: [], why: 'created' })
    const find = finder(under.ledger)
    t.same(await find('#4711'), [id])
    t.same(await find('printer 4711'), [id])
    t.same(await find('scanner 4711'), [])
  })

  t.test(`${name}: filters and pages, and no hand-off comes twice or is left out`, async (t) => {
    const under = await open(t)
    const { ledger, clock } = under
    const ids = await putSome(
      under,
      Array.from({ length: 25 }, (_, at) => ({ summary: `printer number${at}` })),
    )
    await index(ledger, 7)
    const parked = await claimOne(ledger)
    const technical: Classification = {
      ...{ category: 'technical', type: null, group: null, priority: null, tags: [], customFields: {} },
      ...{ decidedBy: 'rule', confidence: null, reasons: [] },
    }
    await ledger.recordClassification(parked, technical)
    await ledger.park(parked, 'needs a person')
    const found: string[] = []
    let pages = 0
    for (let cursor: string | null | undefined; cursor !== null; pages += 1) {
      const page = await ledger.search({
        text: 'print',
        limit: 10,
        ...(cursor === undefined ? {} : { cursor }),
      })
      found.push(...page.entries.map(({ id }) => id))
      cursor = page.next
    }
    t.same(found, ids.toReversed())
    t.equal(pages, 3)
    const only = async (query: object) =>
      (await ledger.search({ text: 'printer', limit: 50, ...query })).entries.map(({ id }) => id)
    t.same(await only({ state: ['parked'] }), [parked.entry.id])
    t.same(await only({ category: 'technical' }), [parked.entry.id])
    t.same(await only({ category: 'technical', text: null }), [parked.entry.id])
    t.same(await only({ receivedAfter: clock.now() - 2500 }), ids.slice(-2).toReversed())
    t.same(await only({ cursor: 'forged' }), [])
    const decided = await ledger.listDecided({ since: 0, after: null, limit: 100 })
    t.same(
      decided.flatMap(({ id, decision }) => (decision === null ? [] : { id, ...decision })),
      [{ id: parked.entry.id, category: 'technical', decidedBy: 'rule' }],
    )
    const [, second] = decided
    t.same((await ledger.listDecided({ since: 0, after: second?.id ?? '', limit: 2 }))[0]?.id, decided[2]?.id)
    // Nothing in a name means anything to the store, and another's category is not its own.
    const odd = 'a_b%!\\"é'
    for (const category of [odd, 'axbyz', null]) {
      const claim = await claimOne(ledger)
      const reasons: Classification['reasons'] = [
        { code: 'keyword', where: 'text', keyword: 'x', category: odd },
      ]
      await ledger.recordClassification(claim, { ...technical, category, reasons })
      t.same(await only({ category }), [claim.entry.id])
    }
    t.same(await only({ category: 'a_b%' }), [])
    t.same(await only({ category: '%', text: null }), [])
  })

  t.test(`${name}: what was erased or purged is found no more, and none of its words is left`, async (t) => {
    const under = await open(t)
    const { ledger, database, clock } = under
    const [kept = ''] = await putSome(under, [
      { ...person('Kim', 'kim@example.org'), summary: 'shared word' },
    ])
    await index(ledger)
    const words = await countWords(database)
    await putSome(under, [
      { ...person('Forgotten', 'forgotten@example.org'), summary: 'shared secretword' },
      { ...person('Forgotten', 'forgotten@example.org'), summary: 'shared othersecret' },
    ])
    await index(ledger)
    t.ok((await countWords(database)) > words)
    t.equal(await ledger.erase('forgotten@example.org', 'ann'), 2)
    t.equal(await countWords(database), words, 'no word more than before')
    const find = finder(ledger)
    t.same(await find('secretword'), [])
    t.same(await find('shared'), [kept])
    await index(ledger)
    t.equal(await countWords(database), words, 'nor does it come back')
    await ledger.dismiss(kept, 'spam', 'ann')
    clock.jump(1000)
    t.equal(await ledger.purge({ endedBefore: clock.now(), limit: 10 }), 1)
    t.equal(await countWords(database), 0)
    t.same(await database.kysely.selectFrom('search_entries').selectAll().execute(), [])
  })

  t.test(`${name}: who is erased, purged or edited while words are learnt leaves none behind`, async (t) => {
    const under = await open(t)
    const { ledger, beside, database } = under
    const requester = { ...person('Gone', 'gone@example.org'), summary: 'vanishing' }
    const ids = await putSome(
      under,
      Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? requester : { summary: 'staying' })),
    )
    const edited = ids.filter((_, at) => at % 4 === 1)
    await Promise.all([
      index(beside, 2),
      index(ledger, 3),
      ledger.erase('gone@example.org', 'ann'),
      ...edited.map((id) => ledger.edit(id, aHandoff({ summary: 'changed' }), `of-${id}`, 'ann')),
    ])
    await index(ledger)
    const find = finder(ledger)
    t.same(await find('vanishing'), [])
    t.same((await find('changed')).sort(), edited.toSorted())
    t.same((await find('staying')).length, 12 - edited.length)
    const words = await database.kysely.selectFrom('search_words').select('word').execute()
    t.notOk(words.some(({ word }) => word === 'vanishing' || word === 'gone'))
    const entries = await database.kysely.selectFrom('search_entries').select('handoff_id').execute()
    t.equal(entries.length, 12)
  })

  t.test(`${name}: an edited hand-off is found by its new words at once, in its place`, async (t) => {
    const under = await open(t)
    const { ledger } = under
    const [first = '', second = ''] = await putSome(under, [{ summary: 'scaner' }, { summary: 'toner' }])
    await index(ledger)
    await ledger.edit(first, aHandoff({ summary: 'scanner toner' }), 'requester', 'ann')
    const find = finder(ledger)
    t.same(await find('scaner'), [])
    t.same(await find('toner'), [second, first])
    const [fresh = ''] = await putSome(under, [{ summary: 'router' }])
    await ledger.edit(fresh, aHandoff({ summary: 'switch' }), 'requester', 'ann')
    await index(ledger)
    t.same(await find('switch'), [fresh], 'edited before its words were known')
    t.same(await find('router'), [])
  })

  t.test(`${name}: goes on where it stopped, whoever goes on, and says how far it is`, async (t) => {
    const under = await open(t)
    const { ledger, beside, clock } = under
    t.same(await ledger.searchProgress(), { knownUntil: null, isBehind: false })
    const begun = clock.now()
    const ids = await putSome(
      under,
      Array.from({ length: 30 }, () => ({ summary: 'monitor' })),
    )
    clock.jump(60_000)
    t.same(await ledger.searchProgress(), { knownUntil: null, isBehind: true })
    await ledger.indexForSearch({ limit: 10 })
    t.same(await ledger.searchProgress(), { knownUntil: begun + 9000, isBehind: true })
    await Promise.all([index(ledger, 3), index(beside, 3)])
    t.same(await finder(beside)('monitor'), ids.toReversed(), 'each once')
    t.equal((await ledger.searchProgress()).isBehind, false)
  })

  t.test(`${name}: the duty learns what comes, and once a day what came with an older time`, async (t) => {
    const under = await open(t)
    const { ledger, clock, database } = under
    const [first = ''] = await putSome(under, [{ summary: 'keyboard' }])
    const timers = clock.pending()
    const indexer = createSearchIndexer({ ledger, clock, logger: silent })
    indexer.start()
    const find = finder(ledger)
    const until = async (wanted: string[]) => {
      for (let turn = 0; turn < 500; turn += 1) {
        if ((await find('keyboard')).length === wanted.length) break
        await clock.advance(1000)
      }
      t.same(await find('keyboard'), wanted)
    }
    await until([first])
    // As it comes in after the clock was set back by a week.
    const late = `${lowestIdAt(clock.now() - 7 * 86_400_000).slice(0, -1)}1`
    const [second = ''] = await putSome(under, [{ summary: 'keyboard' }])
    await until([second, first])
    await database.write(async (transaction) => {
      const row = await transaction
        .selectFrom('handoffs')
        .selectAll()
        .where('id', '=', first)
        .executeTakeFirstOrThrow()
      const body = JSON.stringify(aHandoff({ summary: 'keyboard' }))
      await transaction
        .insertInto('handoffs')
        .values({ ...row, id: late, idempotency_key: null })
        .execute()
      await transaction.insertInto('payloads').values({ handoff_id: late, body }).execute()
    })
    clock.jump(86_400_000)
    await until([late, second, first])
    await indexer.stop()
    t.equal(clock.pending(), timers, 'nothing of it is left behind')
  })
}
