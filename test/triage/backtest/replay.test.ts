import t from 'tap'
import { categorySchema } from '../../../schemas/configuration.ts'
import { composeBacktestReport } from '../../../src/triage/backtest/compose-backtest-report.ts'
import { composeDump } from '../../../src/triage/backtest/compose-dump.ts'
import { explainNothing } from '../../../src/triage/backtest/explain-nothing.ts'
import { type ReplayOptions, replay } from '../../../src/triage/backtest/replay.ts'
import { makeTickets } from '../../training/make-tickets.ts'
import { createWordLearner } from './word-learner.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 7, 1)
const categories = Object.fromEntries(
  ['billing', 'access', 'orders'].map((name) => [name, categorySchema.parse({})]),
)

/** Tickets of three kinds in turn, one every six hours, each resolved two days later. */
const history = (each: number) =>
  makeTickets(each, (kind) => ({ labels: { category: kind }, state: 'settled' }))
    .map((ticket, place) => ({ ticket, turn: (place % each) * 3 + Math.floor(place / each) }))
    .sort((one, other) => one.turn - other.turn)
    .map(({ ticket, turn }) => {
      const createdAt = start + turn * (dayMs / 4)
      return { ...ticket, name: `main:${turn + 1}`, createdAt, changedAt: createdAt + 2 * dayMs }
    })

/** One in seven was filed otherwise than its words say. */
const unclear = () =>
  history(40).map((ticket, place) =>
    place % 7 === 3 ? { ...ticket, labels: { category: 'access' } } : ticket,
  )

const options = (given: Partial<ReplayOptions>) => {
  const learner = createWordLearner()
  const all: ReplayOptions & Pick<typeof learner, 'lessons'> = {
    tickets: history(40),
    since: null,
    fromHandoffs: new Set(),
    blocks: 4,
    categories,
    hasOwnCategories: true,
    costs: { wrong: 10, manual: 2 },
    configured: {},
    ownValues: (ticket) => ticket,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...learner,
    ...given,
  }
  return all
}

t.test('a model knows only what had come in and been resolved before', async (t) => {
  const given = options({})
  const { tickets, blocks } = await replay(given)
  t.equal(tickets.length, 120)
  t.same(
    blocks.map(({ tickets: count, model, before, known }) => [count, model, before, known]),
    [
      [30, null, 0, 0],
      [30, 'replay-2', 30, 22],
      [30, 'replay-3', 60, 52],
      [30, 'replay-4', 90, 82],
    ],
    'what was resolved in the last two days is not known yet',
  )
  t.equal(given.lessons.length, 4, 'and one with all that is known')
  for (const [number, lesson] of given.lessons.entries()) {
    const begins = blocks[number + 1]?.beginsAt ?? Number.POSITIVE_INFINITY
    t.ok(
      lesson.every(({ createdAt }) => (createdAt ?? 0) < begins),
      'nothing of the future',
    )
    const labelled = lesson.filter(({ labels }) => labels.category !== undefined)
    t.ok(
      labelled.every(({ changedAt }) => (changedAt ?? 0) < begins),
      'nor what somebody found out later',
    )
  }
  t.ok(
    tickets.slice(0, 30).every(({ prediction }) => prediction.category === null),
    'nothing was known at first',
  )
  t.ok(
    tickets.slice(30).every(({ prediction }) => prediction.category === prediction.truth),
    'the words tell it',
  )
})

t.test('a label from the future would be seen: it makes a model right that could not be', async (t) => {
  // From the middle on the words mean something else; who knows only what came before cannot know.
  const turned = history(40).map((ticket, place) =>
    place < 60 ? ticket : { ...ticket, labels: { category: 'billing' } },
  )
  const { tickets } = await replay(options({ tickets: turned, blocks: 2 }))
  const later = tickets.slice(60)
  const right = later.filter(({ prediction }) => prediction.category === prediction.truth)
  t.equal(later.length, 60)
  t.equal(right.length, 20, 'only what was called billing before')
})

t.test('what we wrote ourselves is no truth, and teaches nothing', async (t) => {
  const own = new Set(history(40).flatMap(({ name, labels }) => (labels.category === 'orders' ? [name] : [])))
  const given = options({
    blocks: 2,
    ownValues: (ticket) => (own.has(ticket.name) ? { ...ticket, labels: {} } : ticket),
  })
  const replayed = await replay(given)
  t.equal(replayed.tickets.filter(({ prediction }) => prediction.truth === null).length, 40)
  t.notOk(given.lessons.flat().some(({ labels }) => labels.category === 'orders'))
  const { tickets, categories: figures } = composeBacktestReport(replayed, facts)
  t.match(tickets, { judged: 40, untold: 20, unsaid: 0 })
  t.notOk(figures.some(({ category, predicted }) => category === 'orders' && predicted > 0))
})

t.test('thresholds know only what came before, and writing goes by those of the time', async (t) => {
  const given = options({ costs: { wrong: 10, manual: 2 } })
  const replayed = await replay(given)
  const { tickets, thresholds } = replayed
  t.same(
    [...new Set(tickets.slice(0, 30).map(({ threshold }) => threshold))],
    [null],
    'nothing is written of what nobody predicts',
  )
  for (const { prediction, threshold, isWritten } of tickets.slice(30))
    t.equal(isWritten, threshold !== null && (prediction.confidence ?? 0) >= threshold)
  t.match(thresholds.get('billing'), { basis: 'backtest', texts: 20, expected_precision: 1 })
  const dear = await replay(options({ tickets: unclear(), configured: { billing: 0.99 } }))
  t.match(dear.thresholds.get('billing'), { basis: 'configured', threshold: 0.99 })
  const billing = dear.tickets.filter(({ prediction }) => prediction.category === 'billing')
  for (const { prediction, isWritten } of billing) t.equal(isWritten, (prediction.confidence ?? 0) >= 0.99)
  t.ok(billing.some(({ isWritten }) => !isWritten))
})

const facts = {
  helpdesk: 'main',
  at: start,
  costs: { wrong: 10, manual: 2 },
  hasOwnCategories: true,
  unfit: 3,
}

t.test(
  'the report is of what was predicted in its time, and the dump says the same ticket by ticket',
  async (t) => {
    const unclear = history(40).map((ticket, place) =>
      // One in seven was filed otherwise than its words say.
      place % 7 === 3 ? { ...ticket, labels: { category: 'access' } } : ticket,
    )
    const replayed = await replay(options({ tickets: unclear }))
    const report = composeBacktestReport(replayed, facts)
    t.match(report, {
      kind: 'backtest',
      tickets: { seen: 123, judged: 90, left_out: 33, untold: 0, unsaid: 0 },
      remarks: [{ code: 'no-model-yet', tickets: 30 }, { code: 'few-tickets' }],
    })
    const rows = [...composeDump(replayed)].map((line) => JSON.parse(line))
    const written = rows.filter((row) => row.written)
    const right = written.filter((row) => row.category === row.truth)
    t.ok(written.length > 0 && right.length < written.length)
    t.equal(report.overall.written, written.length)
    t.equal(report.overall.written_precision.share, right.length / written.length)
    t.equal(report.overall.coverage.share, written.length / 90)
    t.notMatch(JSON.stringify(rows), /factura|pedido/, 'and no text is in it')
  },
)

t.test('what was open, from a hand-off, by a machine or twice is not judged', async (t) => {
  const [first, second, third, fourth, fifth, ...rest] = history(40)
  if (!first || !second || !third || !fourth || !fifth) throw new Error('There is no history.')
  const tickets = [
    first,
    { ...second, state: 'underWay' as const },
    { ...third, subject: 'Out of office', body: 'Away' },
    { ...fourth, createdAt: null },
    { ...fifth, body: '!' },
    { ...first, changedAt: (first.changedAt ?? 0) + 1, body: 'Mi factura' },
    ...rest,
  ]
  const handoff = rest[0]?.name ?? ''
  const given = options({ tickets, fromHandoffs: new Set([handoff]) })
  const { tickets: replayed, leftOut } = await replay(given)
  t.same(leftOut, { duplicate: 1, untimed: 1, handoff: 1, automatic: 1, 'nothing-said': 1, open: 1 })
  t.equal(replayed.length, 115)
  t.ok(
    given.lessons.at(-1)?.some(({ name, labels }) => name === handoff && labels.category !== undefined),
    'it teaches all the same',
  )
  t.ok(given.lessons.at(-1)?.some(({ name, body }) => name === first.name && body === 'Mi factura'))
})

t.test('what came in before the days that are asked for only teaches', async (t) => {
  const given = options({ since: start + 15 * dayMs })
  const { tickets, blocks } = await replay(given)
  t.equal(tickets.length, 60)
  t.match(blocks[0], { before: 60, known: 52, model: 'replay-1' })
})

t.test('there is nothing to say, and why', async (t) => {
  const say = async (given: Partial<ReplayOptions>) => {
    const all = options(given)
    return explainNothing(await replay(all), all.tickets.length)
  }
  const [one] = history(1)
  t.match(await say({ tickets: [] }), /no ticket was found/)
  t.match(await say({ tickets: history(5).map((ticket) => ({ ...ticket, createdAt: null })) }), /created_at/)
  t.match(
    await say({ tickets: history(5).map((ticket) => ({ ...ticket, state: 'underWay' })) }),
    /of 15 tickets none is left \(15 not resolved yet\)/,
  )
  t.match(
    await say({ tickets: history(40).map((ticket) => ({ ...ticket, labels: {} })) }),
    /cannot be told what they were about/,
  )
  t.match(await say({ tickets: one === undefined ? [] : [one] }), /too little to replay: 1 tickets/)
  const sameDay = history(40).map((ticket) => ({ ...ticket, createdAt: start }))
  t.match(await say({ tickets: sameDay }), /too little to replay: 120 tickets/)
  const slow = history(40).map((ticket) => ({ ...ticket, changedAt: start + 99 * dayMs }))
  t.match(await say({ tickets: slow }), /too few of them were resolved before/)
  t.equal(await say({}), null)
})

t.test('a help desk that lies about times does no harm', async (t) => {
  const lying = history(40).map((ticket, place) => ({
    ...ticket,
    // Changed before it was made, and one from another century.
    changedAt: 0,
    createdAt: place === 60 ? Date.UTC(2999, 0, 1) : ticket.createdAt,
  }))
  const { tickets, blocks } = await replay(options({ tickets: lying }))
  t.equal(tickets.length, 120)
  t.same(
    blocks.map(({ before, known }) => before - known),
    [0, 0, 0, 0],
  )
  t.equal(tickets.at(-1)?.prediction.ticketId, lying[60]?.name)
})

t.test('it can be ended at any time', async (t) => {
  const controller = new AbortController()
  const given = options({ signal: controller.signal })
  const { learn } = given
  given.learn = async (tickets, lesson) => {
    if (lesson.name === 'replay-3') controller.abort(new Error('enough'))
    return learn(tickets, lesson)
  }
  await t.rejects(replay(given), { message: 'enough' })
})
