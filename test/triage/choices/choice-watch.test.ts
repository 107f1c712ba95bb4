import t, { type Test } from 'tap'
import type { CategoryConfig } from '../../../schemas/configuration.ts'
import { triageSchema } from '../../../schemas/triage-configuration.ts'
import type { FieldSchema, Read } from '../../../src/helpdesk/helpdesk.ts'
import type { Group } from '../../../src/helpdesk/ticket-desk.ts'
import { createLogger } from '../../../src/ops/create-logger.ts'
import { compareChoices } from '../../../src/triage/choices/compare-choices.ts'
import { createChoiceWatch } from '../../../src/triage/choices/create-choice-watch.ts'
import { findChoiceProblems } from '../../../src/triage/choices/find-choice-problems.ts'
import { resolveGroup } from '../../../src/triage/choices/resolve-group.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import { createManualClock } from '../../manual-clock.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'

const category = (given: Partial<CategoryConfig>): CategoryConfig => ({
  names: [],
  keywords: [],
  patterns: [],
  tags: [],
  customFields: {},
  ...given,
})
const settings = {
  categories: {
    billing: category({ group: 'Pagos', type: 'Cobro' }),
    access: category({ group: 'Soporte' }),
  },
  triage: triageSchema.parse({ group: 'Triaje' }),
}
const groups: Group[] = [
  { id: '1', name: 'Pagos' },
  { id: '2', name: 'Soporte' },
  { id: '3', name: 'Triaje' },
]
const types = ['Cobro', 'Duda']
const seen = { groups, types }
const first = compareChoices(null, seen, 1).snapshot
const problemsOf = (snapshot = first, labels = { group: ['Pagos'], type: ['Duda'] }) =>
  findChoiceProblems(snapshot, { settings, labels })

t.test('what is seen for the first time is no change', async (t) => {
  t.same(compareChoices(null, seen, 1).changes, [])
  t.same(compareChoices(first, seen, 2).changes, [])
  t.same(problemsOf(), [])
})

t.test('what is new, gone or renamed is told, and a former name is understood', async (t) => {
  const now = {
    groups: [
      { id: '1', name: 'Facturas' },
      { id: '2', name: 'Soporte' },
      { id: '9', name: 'Ventas' },
    ],
    types: ['Pago', 'Duda'],
  }
  const { snapshot, changes } = compareChoices(first, now, 2)
  t.same(changes, [
    { kind: 'renamed', from: 'Pagos', to: 'Facturas' },
    { kind: 'gone', field: 'group', name: 'Triaje' },
    { kind: 'new', field: 'group', name: 'Ventas' },
    { kind: 'gone', field: 'type', name: 'Cobro' },
    { kind: 'new', field: 'type', name: 'Pago' },
  ])
  t.same(resolveGroup(snapshot, 'pagos'), { kind: 'renamed', name: 'Facturas' })
  t.same(resolveGroup(snapshot, 'Triaje'), { kind: 'gone' })
  const told = problemsOf(snapshot, { group: ['Pagos', 'Triaje'], type: ['Cobro', 'Duda'] })
  t.match(told, [
    /^categories\.billing\.group names "Pagos", which is called "Facturas" now/,
    /^triage\.group names "Triaje", and the account has no such group any more: .* It has "Facturas", "Soporte", "Ventas"/,
    /^categories\.billing\.type names "Cobro", and the account has no such type any more/,
    /the group "Triaje"/,
    /the type "Cobro"/,
  ])
  const again = compareChoices(
    snapshot,
    { ...now, groups: [{ id: '1', name: 'Caja' }, ...now.groups.slice(1)] },
    3,
  )
  t.same(resolveGroup(again.snapshot, 'Pagos'), { kind: 'renamed', name: 'Caja' }, 'over two names')
  const taken = compareChoices(
    again.snapshot,
    {
      groups: [
        { id: '1', name: 'Caja' },
        { id: '8', name: 'Pagos' },
      ],
      types,
    },
    4,
  )
  t.same(
    resolveGroup(taken.snapshot, 'Pagos'),
    { kind: 'there', name: 'Pagos' },
    'the one that is called so now',
  )
  t.same(
    taken.snapshot.gone.map(({ name }) => name),
    ['Triaje', 'Soporte', 'Ventas', 'Pago'],
    'what came back is not gone',
  )
})

t.test('of what cannot be read nothing is said, and two of a name are', async (t) => {
  const barred = compareChoices(first, { groups: null, types: null }, 2)
  t.same(barred.changes, [])
  t.same(problemsOf(barred.snapshot), [])
  const twice = compareChoices(first, { groups: [...groups, { id: '4', name: 'pagos' }], types }, 2)
  t.match(problemsOf(twice.snapshot), [/several groups/])
})

interface Account {
  groups: Read<Group[]>
  types: string[]
}

const open = async (t: Test) => {
  const logger = createLogger({ level: 'silent' })
  const store = createTriageStore({ database: await openSqliteStore(t), logger })
  const clock = createManualClock()
  const account: Account = { groups: { ok: true, value: groups }, types }
  const start = () => {
    const watch = createChoiceWatch({
      helpdesk: {
        name: 'main',
        listGroups: async () => account.groups,
        fieldSchema: async ({ fresh }): Promise<Read<FieldSchema>> => {
          t.equal(fresh, true, 'a remembered answer would hide what changed')
          return { ok: true, value: { fields: [], types: account.types, statuses: [], groups: [] } }
        },
      },
      store,
      settings,
      bundles: { current: async () => null },
      clock,
      logger,
    })
    t.teardown(() => watch.stop())
    return watch
  }
  return { account, clock, store, start }
}

t.test('the account is looked at once an hour, and a fault keeps what was known', async (t) => {
  const { account, clock, store, start } = await open(t)
  const watch = start()
  t.same(watch.current().groups, null, 'nothing is known yet')
  t.same(await watch.problems(), [])
  watch.start()
  await clock.advance(5_000)
  t.same(await store.feed('main').then((feed) => JSON.parse(feed?.choices ?? 'null').types), types)
  t.same([watch.current().groups, watch.current().types], [groups, types])
  account.groups = { ok: true, value: [{ id: '1', name: 'Facturas' }, ...groups.slice(1)] }
  await clock.advance(3_600_000)
  t.equal(watch.current().groupNow('Pagos'), 'Facturas')
  t.equal(watch.current().groupNow('Otros'), 'Otros')
  t.match(await watch.problems(), [/called "Facturas" now/])
  account.groups = { ok: false, failure: { kind: 'unavailable', message: 'away', status: 503, code: null } }
  t.equal(await watch.look(), false)
  t.match(watch.current().groups, [{ name: 'Facturas' }, {}, {}])
  account.groups = { ok: false, failure: { kind: 'forbidden', message: 'no', status: 403, code: null } }
  t.equal(await watch.look(), true)
  t.equal(watch.current().groups, null, 'what may not be read is not known')
  await watch.stop()
  await watch.stop()
  t.equal(clock.pending(), 0)
})

t.test(
  'another process knows the problems without having looked, and what was renamed before its start',
  async (t) => {
    const { account, start } = await open(t)
    await start().look()
    account.groups = { ok: true, value: [{ id: '1', name: 'Facturas' }, ...groups.slice(1)] }
    const other = start()
    t.same(await other.problems(), [])
    await other.look()
    t.match(await start().problems(), [/called "Facturas" now/])
  },
)

t.test('an id stands for its group, also where another one is called so, or has its name', async (t) => {
  const twins = [
    { id: '1', name: 'Soporte' },
    { id: '2', name: 'soporte' },
    { id: '3', name: '1' },
  ]
  t.same(resolveGroup({ groups: twins, former: [] }, '1'), { kind: 'there', name: 'Soporte' })
  t.same(resolveGroup({ groups: twins, former: [] }, '2'), { kind: 'there', name: 'soporte' })
  t.same(resolveGroup({ groups: twins, former: [] }, 'Soporte'), { kind: 'ambiguous' })
})
