import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createBundleStore } from '../../src/classify/bundles/create-bundle-store.ts'
import { defaultCategories } from '../../src/classify/default-categories.ts'
import { createRandom } from '../../src/classify/model/learn/random.ts'
import { parseReport } from '../../src/classify/report/parse-report.ts'
import { type MakeBundleOptions, makeBundle } from '../../src/training/make-bundle.ts'
import { makeTickets } from './make-tickets.ts'
import { pastTicket } from './past-ticket.ts'

const prepare = (t: Test) => {
  const folder = join(t.testdir(), 'models')
  const store = createBundleStore({ folder, starter: async () => null, onRefused: (why) => t.fail(why) })
  let now = Date.UTC(2026, 10, 21, 10)
  const make = (given: Partial<MakeBundleOptions>) =>
    makeBundle({
      tickets: [],
      unfit: [],
      from: 'tickets.csv',
      by: '1.0.0',
      store,
      folder,
      wanted: 'when-as-good',
      renderPage: ({ name }) => `<title>${name}</title>`,
      categories: defaultCategories,
      targets: null,
      least: 5,
      precision: 0.9,
      seed: 1,
      quick: true,
      background: [],
      detector: { detect: () => ({ code: 'es', confidence: 1 }) },
      encoder: null,
      workers: 0,
      signal: new AbortController().signal,
      progress: { begin: () => {}, at: () => {}, say: () => {} },
      now: () => {
        now += 1000
        return now
      },
      ...given,
    })
  return { store, folder, make }
}

t.test('from tickets to a model that tells what they are about', async (t) => {
  const { store, make } = prepare(t)
  const tickets = makeTickets(14, (kind, at) => ({
    name: `main:${kind}-${at}`,
    tags: [kind],
    labels: { priority: 'low', type: at % 2 === 0 ? 'Pregunta' : 'Problema' },
    createdAt: Date.UTC(2026, 9, 1 + at),
    state: 'settled',
  }))
  const strays = [pastTicket({ body: '' }), pastTicket({ subject: 'Fuera de la oficina', body: 'Vuelvo' })]
  const made = await make({
    tickets: [...tickets, ...strays],
    unfit: [{ reason: 'deleted', texts: 3 }],
    targets: ['category', 'priority', 'group'],
  })
  t.match(made.name, /^20261121-1000\d\d$/)
  t.same([...made.trained.keys()], ['category'])
  t.match(
    [...made.left],
    [
      ['priority', { kind: 'one-class' }],
      ['group', { kind: 'no-labels' }],
    ],
  )
  t.same([made.adoption, made.strange], [{ adopt: true, why: 'first' }, []])
  const bundle = await store.open(made.name)
  t.match(bundle.about, {
    from: 'tickets.csv',
    window: { from: '2026-10-01T00:00:00.000Z', to: '2026-10-14T00:00:00.000Z' },
    targets: [{ target: 'category', about: { classes: 3, languages: { es: made.cleaned.tickets.length } } }],
  })
  t.equal(bundle.models.get('category')?.predict('no puedo entrar con mi contraseña')?.label, 'access')
  t.ok((bundle.about.targets[0]?.about.accuracy ?? 0) > 0.9)
  const report = parseReport(await store.readReport(made.name))
  t.equal(report?.name, made.name)
  t.equal(report?.read, tickets.length + 5)
  t.match(report?.dropped, [{ reason: 'deleted', texts: 3 }, { reason: 'empty' }, { reason: 'automatic' }])
  t.match(bundle.neighbours?.find('Mi factura y mi cobro', 1), [{ label: 'billing' }])
  const heldOut = (await store.readHeldOut(made.name))?.get('category')
  t.equal(heldOut?.length, made.cleaned.tickets.length, 'what was said of texts held out is kept')
  t.match(heldOut?.[0], { at: Date.UTC(2026, 9, 1), inScope: true })
})

t.test('a model that is worse does not go into use by itself', async (t) => {
  const { store, make } = prepare(t)
  const typed = (kind: string) => ({ labels: { type: kind } })
  const good = await make({ tickets: makeTickets(40, typed), targets: ['type'] })
  await store.promote(good.name, 'test')
  const random = createRandom(7)
  const noise = makeTickets(40, () => typed(['a', 'b', 'c'][Math.floor(random() * 3)] ?? ''))
  const worse = await make({ tickets: noise, targets: ['type'] })
  t.match(worse.adoption, { adopt: false, why: 'worse', against: good.name, target: 'type', onSame: false })
  const other = await make({
    tickets: makeTickets(10, (kind) => ({ labels: { group: kind } })),
    targets: ['group'],
  })
  t.match(other.adoption, { adopt: false, why: 'lacks', targets: ['type'] })
  const newer = makeTickets(20, (kind) => ({ ...typed(kind), createdAt: Date.UTC(2026, 10, 22) }))
  const again = await make({ tickets: newer, targets: ['type'] })
  t.match(again.adoption, { adopt: true, why: 'as-good', against: good.name })
  t.equal((await store.current())?.name, good.name, 'putting it into use is not done here')
})

t.test('a model that nobody looks at has to be better on tickets that neither has seen', async (t) => {
  const { store, make } = prepare(t)
  const at = (day: number, label: (kind: string) => string) => (kind: string) => ({
    labels: { type: label(kind) },
    createdAt: Date.UTC(2026, 9, day),
  })
  const older = makeTickets(
    10,
    at(1, (kind) => kind),
  )
  const first = await make({ tickets: older, targets: ['type'], wanted: 'when-better' })
  t.match(first.adoption, { adopt: true, why: 'first' })
  await store.promote(first.name, 'test')
  const few = await make({ tickets: older, targets: ['type'], wanted: 'when-better' })
  t.match(few.adoption, { adopt: false, why: 'few-newer', against: first.name, texts: 0 })
  // What was called orders is split off under another name: the one in use cannot know it.
  const newer = makeTickets(
    20,
    at(20, (kind) => (kind === 'orders' ? 'shipping' : kind)),
  )
  const better = await make({ tickets: newer, targets: ['type'], wanted: 'when-better' })
  t.match(better.adoption, { adopt: true, why: 'better', against: first.name, target: 'type' })
})

t.test('nothing to learn, a stop, and a folder that cannot be written', async (t) => {
  const { folder, make } = prepare(t)
  await t.rejects(make({ tickets: [pastTicket({ body: '' })] }), {
    code: 'unusable',
    message: /of 1 tickets none is left/,
  })
  await t.rejects(make({ tickets: makeTickets(3, (kind) => ({ labels: { type: kind } })) }), {
    message: /Nothing can be learnt from 9 texts\..* type: only 9 texts say it/,
  })
  const tickets = makeTickets(10, (kind) => ({ labels: { type: kind } }))
  await t.rejects(make({ tickets, signal: AbortSignal.abort(new Error('stopped')) }), { message: 'stopped' })
  t.notOk(existsSync(folder), 'nothing was made')
  const failing = {
    renderPage: () => {
      throw Object.assign(new Error('no'), { code: 'ENOSPC' })
    },
  }
  await t.rejects(make({ tickets, ...failing }), { code: 'store', message: /disk is full/ })
  t.same(readdirSync(folder), [], 'what was half made is gone')
})
