import { sql } from 'kysely'
import t from 'tap'
import type { CustodySum } from '../../src/ledger/ledger.ts'
import { compareSums, type Side } from '../../src/move/compare-sums.ts'
import { digestPortion, digestWhole } from '../../src/move/digest-in-target.ts'
import { digestRows, isSameDigest } from '../../src/move/digest-rows.ts'
import type { MoveReport } from '../../src/move/move-report.ts'
import {
  countersTable,
  movedTables,
  type PerTable,
  perTable,
  type Row,
  tablesLeftBehind,
  tablesMadeAnew,
  triageTicketsTable,
  wholeTables,
} from '../../src/move/moved-tables.ts'
import { writePortion, writeWhole } from '../../src/move/write-portion.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { contentOf, on, openMove, quiet } from './open-move.ts'

const skip = postgresMissing()

t.test(
  'every table and every column of the store is moved, or is known to stay behind',
  {
    skip,
  },
  async (t) => {
    const { openSource, openTarget } = await openMove(t, async () => {})
    const known = [...movedTables, ...wholeTables].map(
      ({ name, columns }) => `${name}: ${columns.map(([column]) => column).join(', ')}`,
    )
    for (const open of [openSource, openTarget]) {
      const tables = await on(open, ({ kysely }) => kysely.introspection.getTables())
      const found = tables
        .filter(({ name }) => ![...tablesLeftBehind, ...tablesMadeAnew].includes(name))
        .map(({ name, columns }) => `${name}: ${columns.map((column) => column.name).join(', ')}`)
      t.same(found.sort(), known.sort())
    }
  },
)

const texts = [
  '',
  '-',
  '1:',
  '0:-',
  'ñ',
  '🦜',
  'a\0b',
  '\ud800'.toWellFormed(),
  '{"a,b"}',
  '\\',
  'NULL',
  '\n\r\t',
]
const aRow = (id: string, why: string | null, change: Row = {}): Row => ({
  id,
  source: 'botpress',
  helpdesk: 'main',
  state: 'received',
  accepted: 1,
  requester_key: 'somebody',
  request_id: 'request',
  received_at: 1_767_225_600_000,
  received_day: -3,
  lined: 0,
  behind: 0,
  fence: 0,
  attempts: 0,
  failures: 0,
  writes: 0,
  flags: '',
  blanked: 0,
  why,
  ...change,
})

t.test('both sides compute the same from the same rows, whatever is in them', { skip }, async (t) => {
  const { openTarget } = await openMove(t, async () => {})
  const handoffs = [...texts.map((text, at) => aRow(`ho_${at}`, text)), aRow('ho_null', null)]
  const ids = handoffs.map(({ id }) => String(id))
  const rows: PerTable<Row[]> = {
    handoffs,
    payloads: texts.map((body, at) => ({ handoff_id: `ho_${at}`, body })),
    classifications: [{ handoff_id: 'ho_1', body: 'x'.repeat(100_000) }],
    history: [{ handoff_id: 'ho_1', seq: 2 ** 53 - 1, at: -1, event: '', why: null, actor: '-' }],
  }
  const counters = [{ source: 'ñ', day: 1, shard: 0, received: 5, refused: -1, delivered: 0 }]
  await on(openTarget, async (target) => {
    await target.write(async (transaction) => {
      await writePortion(transaction, { ids, last: '', count: 0, rows })
      await writeWhole(transaction, countersTable, counters)
    })
    t.same(
      await digestPortion(target, ids),
      perTable((table) => digestRows(table, rows[table.name])),
    )
    t.same(await digestWhole(target, countersTable), digestRows(countersTable, counters))
    const tickets = [0.91, 1, 0, 1e-7, 0.1 + 0.2, 5e-324, null].map((confidence, at) => ({
      ...{ helpdesk: 'main', ticket_id: `${at}`, created_at: 0, changed_at: 0, seen_at: 0 },
      ...{ control: 0, attempts: 0, fence: 0, confidence },
    }))
    await target.write((transaction) => writeWhole(transaction, triageTicketsTable, tickets))
    t.same(await digestWhole(target, triageTicketsTable), digestRows(triageTicketsTable, tickets))
    t.match(await digestPortion(target, []), { handoffs: { rows: 0, sum: 0n } })
  })
})

t.test('no change to a row leaves its digest as it was, and the order of rows does', async (t) => {
  const [handoffs] = movedTables
  if (handoffs === undefined) throw new Error('There is none.')
  const row = aRow('ho_1', 'why')
  const before = digestRows(handoffs, [row])
  for (const [name] of handoffs.columns) {
    for (const value of [null, '', 'other', 77]) {
      if ((row[name] ?? null) === value) continue
      t.notOk(isSameDigest(digestRows(handoffs, [{ ...row, [name]: value }]), before), `${name} = ${value}`)
    }
  }
  t.notOk(isSameDigest(digestRows(handoffs, [{ ...row, source: 'main', helpdesk: 'botpress' }]), before))
  t.notOk(isSameDigest(digestRows(handoffs, [{ ...row, source: 'botpressm', helpdesk: 'ain' }]), before))
  const other = aRow('ho_2', null)
  t.same(digestRows(handoffs, [row, other]), digestRows(handoffs, [other, row]))
})

const aCustody = (): CustodySum => {
  const counts = { received: 5, delivered: 1, underWay: 2, parked: 1, dismissed: 1, refused: 3 }
  return { ...counts, balanced: true, days: [{ ...counts, source: 'botpress', day: '2026-01-01' }] }
}
const aSide = (): Side => ({
  totals: perTable(() => 7),
  digests: perTable(() => ({ rows: 7, sum: 123n })),
  wholes: [{ name: 'counters', digest: { rows: 1, sum: 5n } }],
  custody: aCustody(),
})

t.test('says each thing in which the two sides differ', async (t) => {
  t.same(compareSums(aSide(), aSide()), [])
  const faultsOf = (change: (side: Side) => void): string[] => {
    const target = aSide()
    change(target)
    return compareSums(aSide(), target)
  }
  for (const { name } of movedTables) {
    t.match(
      faultsOf((side) => {
        side.totals[name] = 8
      }),
      [`${name}: 7 rows in the source, 8 in the target`],
    )
    t.match(
      faultsOf((side) => {
        side.digests[name] = { rows: 7, sum: 124n }
      }),
      [/checksum/],
    )
  }
  t.match(
    faultsOf((side) => {
      side.wholes = [{ name: 'counters', digest: { rows: 1, sum: 6n } }]
    }),
    [/counters/],
  )
  for (const field of ['received', 'delivered', 'underWay', 'parked', 'dismissed', 'refused'] as const) {
    t.match(
      faultsOf((side) => {
        side.custody[field] += 1
      }),
      [new RegExp(`^custody, ${field}: `)],
    )
    const day = aCustody()
    for (const each of day.days) each[field] += 1
    t.match(
      faultsOf((side) => {
        side.custody = day
      }),
      [/^custody of 2026-01-01 botpress/],
    )
  }
  t.match(
    faultsOf((side) => void side.custody.days.pop()),
    [/^custody of 2026-01-01/],
  )
  t.match(
    faultsOf((side) => {
      side.custody.balanced = false
    }),
    [/balanced/],
  )
  const off = aSide()
  off.custody.balanced = false
  t.match(compareSums(off, off), [/the custody sum of the source is off/])
  const partly = aSide()
  partly.digests.history = { rows: 6, sum: 0n }
  t.match(compareSums(partly, partly), [/^history: the checksum/], 'all there is must have been compared')
})

t.test('what was changed in the target between the two passes is put right', { skip }, async (t) => {
  const { run, openSource, openTarget } = await openMove(t)
  await run({ copyOnly: true })
  await on(openTarget, async ({ kysely }) => {
    await sql`update payloads set body = replace(body, 'access', 'ACCESS')`.execute(kysely)
    await sql`delete from history where event = 'refused'`.execute(kysely)
  })
  t.match(await run(), { kind: 'moved', rewritten: 7 })
  t.same(await on(openTarget, contentOf), await on(openSource, contentOf))
})

const tampering: Record<string, { statement: string; message: RegExp }> = {
  'that changes a text as it is written': {
    statement: `create function tamper() returns trigger language plpgsql as $$
        begin new.body := replace(new.body, 'waiting', 'Waiting'); return new; end $$;
      create trigger tamper before insert on payloads for each row execute function tamper()`,
    message: /payloads is not the same on both sides/,
  },
  'that leaves out a step': {
    statement: `create rule tamper as on insert to history where new.event = 'parked' do instead nothing`,
    message: /history is not the same on both sides/,
  },
  'that holds one hand-off more': {
    statement: `insert into handoffs (id, source, helpdesk, state, accepted, requester_key, request_id, received_at, received_day)
      values ('ho_zz', 'x', 'x', 'received', 1, 'x', 'x', 0, 0)`,
    message: /handoffs: 7 rows in the source, 8 in the target[\s\S]*custody, underWay: 3 in the source, 4/,
  },
  'that counts otherwise': {
    statement: `create function tamper() returns trigger language plpgsql as $$
        begin new.received := new.received + 1; return new; end $$;
      create trigger tamper before insert on counters for each row execute function tamper()`,
    message: /counters: not the same[\s\S]*custody, received: 6 in the source, 9 in the target/,
  },
}

for (const [what, { statement, message }] of Object.entries(tampering)) {
  t.test(`hands nothing over to a database ${what}`, { skip }, async (t) => {
    const { dataDir, clock, run, openTarget } = await openMove(t)
    await run({ copyOnly: true })
    const tamper = () => on(openTarget, ({ kysely }) => sql`${sql.raw(statement)}`.execute(kysely))
    // Nothing is written any more unless something differs.
    await on(openTarget, ({ kysely }) => sql`update handoffs set why = 'changed'`.execute(kysely))
    await tamper()
    await t.rejects(run(), { name: 'MoveRefused', code: 'differs', message })
    const { ledger } = await openSqliteLedger(t, { dataDir, clock })
    t.match(await ledger.custody(), { received: 6, balanced: true }, 'the source goes on serving')
  })
}

t.test('nothing is handed over when the sum of the source is off', { skip }, async (t) => {
  const { run, openSource } = await openMove(t)
  await on(openSource, ({ kysely }) => sql`update counters set received = received + 1`.execute(kysely))
  const phases: string[] = []
  const report: MoveReport = { ...quiet, begin: (phase) => void phases.push(phase) }
  await t.rejects(run({ report }), { code: 'differs', message: /the custody sum of the source is off/ })
  t.same(phases, ['copy', 'compare'])
})
