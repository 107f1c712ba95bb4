import t from 'tap'
import type { Classification } from '../../../schemas/classification.ts'
import type { Left } from '../../../schemas/triage.ts'
import { decidePause } from '../../../src/helpdesk/follow/decide-pause.ts'
import { readTimes } from '../../../src/helpdesk/follow/read-times.ts'
import type { Failure } from '../../../src/helpdesk/outcome.ts'
import { createCategoryRecogniser } from '../../../src/training/targets/create-category-recogniser.ts'
import { composeLeft } from '../../../src/triage/find/compose-left.ts'
import { composePrediction } from '../../../src/triage/find/compose-prediction.ts'
import { composeTally } from '../../../src/triage/find/compose-tally.ts'
import { decideControl } from '../../../src/triage/find/decide-control.ts'
import { decideFitByFields, decideFitByWords, referencesIn } from '../../../src/triage/find/decide-fit.ts'
import { decideOutcome } from '../../../src/triage/find/decide-outcome.ts'
import { judgeKnown } from '../../../src/triage/find/judge-known.ts'
import { mayBeWritten } from '../../../src/triage/find/may-be-written.ts'
import type { TriageTicket } from '../../../src/triage/triage-store.ts'
import { ticketOf } from './create-scripted-desk.ts'
import { noon, settingsOf } from './open-world.ts'

const { categories } = settingsOf()
const known = 'ho_01jd7x8k2m4n6p8q0r2s4t6v8w'

t.test('which tickets are for triage, by what they look like', async (t) => {
  const dayMs = 86_400_000
  const at = { createdAt: noon, begunAt: noon, now: noon, keepMs: 30 * dayMs }
  const look = (more: Parameters<typeof ticketOf>[1], times = at) =>
    decideFitByFields(ticketOf('1', more), times)
  t.equal(look({}), null)
  t.equal(look({ status: 'pending' }), null)
  t.equal(look({ status: 'other' }), null)
  t.equal(look({ status: 'solved' }), 'ended')
  t.equal(look({ status: 'closed' }), 'ended')
  t.equal(look({ deleted: true }), 'ended')
  t.equal(look({ status: 'closed', tags: ['closed_by_merge'] }), 'merged')
  t.equal(look({}, { ...at, createdAt: noon - 1 }), 'older')
  const later = { ...at, now: noon + 40 * dayMs }
  t.equal(look({}, later), 'older', 'it may have been written to, and forgotten since')
  t.equal(look({}, { ...later, createdAt: noon + 11 * dayMs }), null)
})

t.test('which tickets are for triage, by how they begin', async (t) => {
  const read = (text: string, from: 'customer' | 'agent' | 'system' = 'customer', subject = 'Hola') =>
    decideFitByWords(subject, { from, text }, (id) => id === known)
  t.equal(read('No funciona'), null)
  t.equal(read('No funciona', 'agent'), 'not-the-customer')
  t.equal(read('Hemos recibido su mensaje', 'system'), 'not-the-customer')
  t.equal(read(' \n ', 'customer', '!?'), 'nothing-said')
  t.equal(read('', 'customer', 'No funciona'), null, 'a subject is something')
  t.equal(read('Estoy de vacaciones hasta el lunes.'), 'automatic')
  t.equal(read('…', 'customer', 'Undeliverable: Re: Factura'), 'automatic')
  t.equal(read(`Resumen\n=======\nNo funciona\n--\nRelevo ${known}`), 'handoff')
  t.equal(read(`No funciona\n  Relevo ${known}\nGracias`), 'handoff')
  t.equal(read(`No funciona\nRelevo ${known.replace('01', '02')}`), null, 'nobody made that one')
  t.equal(read(`En Relevo ${known} lo dije`), null, 'a sentence is no reference')
  const many = Array.from({ length: 40 }, (_, at) => `Relevo ho_${String(at).padStart(26, '0')}`)
  t.equal(referencesIn([...many, `Relevo ${known}`].join('\n'))[0], known)
  t.equal(referencesIn(many.join('\n')).length, 20)
})

t.test('the part that is only observed is chosen by chance, and for ever', async (t) => {
  const ids = Array.from({ length: 4_000 }, (_, at) => String(at))
  const chosen = (helpdesk: string, part: number) => ids.filter((id) => decideControl(helpdesk, id, part))
  const few = chosen('main', 0.05)
  t.ok(few.length > 140 && few.length < 260, `${few.length} of 4,000`)
  t.same(chosen('main', 0.05), few)
  t.notSame(chosen('other', 0.05), few)
  const more = new Set(chosen('main', 0.2))
  t.ok(
    few.every((id) => more.has(id)),
    'a larger part holds the smaller one',
  )
  t.equal(chosen('main', 0).length, 0)
})

t.test('what comes of a prediction', async (t) => {
  const judge = (
    status: Left['status'],
    category: string | null,
    { predicted = 'billing' as string | null, deleted = false, before = null as number | null } = {},
  ) => decideOutcome({ category: predicted }, { status, category }, { deleted, changedAt: noon, before })
  const open = { outcome: null, endedAt: null }
  for (const status of ['open', 'pending', 'other'] as const) t.same(judge(status, 'billing'), open)
  t.same(judge('solved', 'billing'), { outcome: 'right', endedAt: noon })
  t.same(judge('closed', 'technical'), { outcome: 'wrong', endedAt: noon })
  t.same(judge('solved', null), { outcome: 'untold', endedAt: noon })
  t.same(judge('solved', 'billing', { predicted: null }), { outcome: null, endedAt: noon })
  t.same(judge('open', 'billing', { deleted: true }), { outcome: 'untold', endedAt: noon })
  t.same(judge('closed', 'billing', { before: noon - 5 }), { outcome: 'right', endedAt: noon - 5 })
  t.same(judge('open', 'billing', { before: noon - 5 }), open, 'opened again')
  t.same(
    decideOutcome(null, { status: 'solved', category: 'x' }, { deleted: false, changedAt: 1, before: null }),
    {
      outcome: null,
      endedAt: 1,
    },
  )
})

t.test('how a ticket was left', async (t) => {
  const recognise = createCategoryRecogniser(categories)
  const groups = new Map([['7', 'Facturación']])
  const left = (more: Parameters<typeof ticketOf>[1]) =>
    composeLeft(ticketOf('1', more), { groups, recognise })
  t.same(left({ groupId: '7', priority: 'high', type: 'Question' }), {
    status: 'open',
    group: 'Facturación',
    priority: 'high',
    type: 'Question',
    category: 'billing',
  })
  t.match(left({ groupId: '8' }), { group: null, category: null })
  t.match(left({ groupId: '7', deleted: true }), { category: null })
  t.match(left({ groupId: '7', tags: ['closed_by_merge'] }), { category: null })
  t.match(left({ tags: ['factura'] }), { category: 'billing' })
})

const ticketKnown = (more: Partial<TriageTicket>): TriageTicket => ({
  helpdesk: 'main',
  ticketId: '1',
  createdAt: noon,
  changedAt: noon,
  seenAt: noon,
  skipped: null,
  predictedAt: noon,
  prediction: null,
  control: false,
  state: null,
  dueAt: null,
  attempts: 0,
  fence: 0,
  action: null,
  why: null,
  run: null,
  planned: null,
  sentAt: null,
  wroteAt: null,
  noteId: null,
  left: null,
  outcome: null,
  endedAt: null,
  ...more,
})

const classification = (more: Partial<Classification> = {}): Classification => ({
  category: null,
  type: null,
  group: null,
  priority: null,
  tags: [],
  customFields: {},
  decidedBy: 'none',
  confidence: null,
  reasons: [],
  ...more,
})
const leaning = (category: string | null, confidence: number | null) =>
  classification({
    group: 'Ventas',
    priority: 'low',
    priorityConfidence: 0.8,
    reasons: [{ code: 'model-unsure', category: 'technical', confidence: 0.4, runnerUp: 'billing' }],
    steps: [
      { step: 'rules', verdict: 'unsure', category: 'billing', confidence: null, ms: 0 },
      { step: 'model', verdict: 'unsure', category, confidence, ms: 0 },
    ],
  })

t.test('what a classification comes to', async (t) => {
  const decided = classification({
    category: 'billing',
    group: 'Facturación',
    type: 'Question',
    tags: ['factura'],
    decidedBy: 'rule',
    language: { code: 'es', confidence: 1 },
    model: 'starter',
  })
  t.same(composePrediction(decided, categories), {
    category: 'billing',
    isDecided: true,
    confidence: null,
    decidedBy: 'rule',
    runnerUp: null,
    model: 'starter',
    language: 'es',
    values: { group: 'Facturación', priority: null, type: 'Question' },
    priorityConfidence: null,
    tags: ['factura'],
    reasons: [],
  })
  t.match(composePrediction(leaning('technical', 0.4), categories), {
    category: 'technical',
    isDecided: false,
    confidence: 0.4,
    decidedBy: 'none',
    runnerUp: 'billing',
    model: null,
    language: null,
    values: { group: 'Soporte', priority: 'high', type: null },
    priorityConfidence: null,
  })
  t.match(composePrediction(leaning('billing', 0.4), categories), {
    values: { group: 'Facturación', priority: 'low' },
    priorityConfidence: 0.8,
    runnerUp: null,
    tags: ['factura'],
  })
  for (const nobody of [
    leaning(null, null),
    leaning('billing', null),
    leaning('constructor', 0.9),
    classification(),
  ])
    t.match(composePrediction(nobody, categories), { category: null, isDecided: false, confidence: null })
})

t.test('times of a help desk are believed as long as they can be true', async (t) => {
  const read = (updatedAt: string, createdAt = '2026-11-21T11:00:00Z') =>
    readTimes({ updatedAt, createdAt }, noon)
  const eleven = noon - 3_600_000
  t.same(read('2026-11-21T11:30:00Z'), { changedAt: noon - 1_800_000, createdAt: eleven, isTold: true })
  t.equal(read('2026-11-21T12:02:00Z').changedAt, noon + 120_000, 'its clock is ahead')
  for (const strange of ['', 'now', '2099-01-01T00:00:00Z', '1969-01-01T00:00:00Z'])
    t.same(read(strange), { changedAt: eleven, createdAt: eleven, isTold: false }, strange)
  t.equal(read('2026-11-21T11:30:00Z', '').createdAt, noon - 1_800_000)
  t.same(read('', ''), { changedAt: eleven, createdAt: eleven, isTold: false })
})

t.test('a version of a known ticket', async (t) => {
  const left = { status: 'open', group: null, priority: null, type: null, category: null } as const
  const ticket = ticketKnown({ changedAt: noon, left, seenAt: noon + 5_000 })
  const times = (changedAt: number, isTold = true) => ({ createdAt: noon, changedAt, isTold })
  const judge = (at: ReturnType<typeof times>, more: Partial<Left> = {}, known = ticket) =>
    judgeKnown(known, { left: { ...left, ...more }, deleted: false, times: at })
  t.equal(judge(times(noon)), null, 'it tells nothing new')
  t.equal(judge(times(noon - 1), { type: 'Question' }), null, 'an older one')
  t.match(judge(times(noon), { group: 'Soporte' }), { seen: { changedAt: noon, left: { group: 'Soporte' } } })
  t.match(judge(times(noon + 1)), { seen: { changedAt: noon + 1 }, change: { knownSince: noon + 5_000 } })
  t.match(
    judge(times(noon - 900, false), { type: 'Question' }),
    { seen: { changedAt: noon } },
    'time unknown',
  )
  const written = ticketKnown({ ...ticket, wroteAt: noon + 60_000 })
  t.equal(
    judge(times(noon + 180_000), {}, written)?.change,
    null,
    'our own write, two minutes ahead of our clock',
  )
  const since = ticketKnown({ ...written, seenAt: noon + 70_000 })
  t.ok(judge(times(noon + 180_000), {}, since)?.change, 'somebody else, later')
  t.equal(judge(times(noon + 63_000), {}, since)?.change, null, 'our own write again')
})

t.test('events have two minutes to tell of a change, by our own clock', async (t) => {
  const count = (more: Partial<Parameters<typeof composeTally>[0]>) =>
    composeTally({ changes: [], untold: [], hints: [], isArriving: true, now: noon, ...more })
  const change = { ticketId: '1', changedAt: noon - 10_000, knownSince: noon - 60_000 }
  const hint = (ago: number) => [{ ticketId: '1', toldAt: noon - ago }]
  t.match(count({ changes: [change], hints: hint(0) }), { told: 1, untold: [] })
  t.match(count({ changes: [change], hints: hint(39_000) }), { told: 1 }, 'half a minute before its time')
  t.match(count({ changes: [change], hints: hint(61_000) }), { told: 0, untold: [{ seenAt: noon }] })
  t.match(count({ changes: [{ ...change, knownSince: null }], hints: hint(600_000) }), { told: 1 })
  const untold = [{ ticketId: '1', seenAt: noon - 119_000 }]
  t.same(count({ untold }), { told: 0, missed: 0, untold })
  t.match(count({ untold, hints: hint(0) }), { told: 1, untold: [] })
  const late = [{ ticketId: '1', seenAt: noon - 120_000 }]
  t.match(count({ untold: late }), { missed: 1, untold: [] })
  t.match(count({ untold: late, isArriving: false }), { missed: 0, untold: [] })
})

t.test('how long a fault is waited out', async (t) => {
  const wait = (failure: Failure, failures = 1) =>
    decidePause(failure, { failures, now: noon, random: () => 0.5 })
  const away: Failure = { kind: 'unavailable', message: '', status: 503, code: null }
  t.equal(wait({ kind: 'rate-limited', message: '', retryAt: noon + 7_000 }), 7_500)
  t.equal(wait({ kind: 'held', message: '', retryAt: noon - 7_000 }), 500)
  t.ok(wait({ kind: 'held', message: '', retryAt: null }) <= 1_000)
  t.ok(wait(away, 3) > wait(away, 1))
  t.ok(wait(away, 99) <= 60_000)
  for (const kind of ['not-found', 'gone', 'too-large', 'unsupported'] as const)
    t.ok(wait({ kind, message: '' }) >= 30_000)
  t.ok(wait({ kind: 'credentials', message: '', status: 401 }, 99) <= 600_000)
})

t.test('which tickets may be written to, and not only watched', async (t) => {
  const dayMs = 86_400_000
  const at = { createdAt: noon, begunAt: noon - dayMs, sinceMs: dayMs, caughtUpAt: 0, now: noon + 60_000 }
  t.ok(mayBeWritten(at), 'it came after triage was switched on')
  t.notOk(mayBeWritten({ ...at, createdAt: noon - 1 }), 'it was there before')
  t.ok(mayBeWritten({ ...at, createdAt: noon - 1, caughtUpAt: noon }), 'it came while the service was away')
  const away = { ...at, caughtUpAt: noon, now: noon + 8 * dayMs }
  t.notOk(mayBeWritten(away), 'it has waited for more than a week')
  t.ok(mayBeWritten({ ...away, createdAt: noon + 2 * dayMs }))
})
