import t, { type Test } from 'tap'
import type { EffectInput } from '../../../src/sandbox/faults/fault.ts'
import { TriageUnavailable } from '../../../src/triage/triage-unavailable.ts'
import { createManualClock } from '../../manual-clock.ts'
import { noon } from '../find/open-world.ts'
import { mortal, moveUntil, openWriting, settingsOf } from './open-writing.ts'
import { openFreshdeskDesk, openZendeskDesk } from './test-desk.ts'

const open = async (t: Test, vendor: 'freshdesk' | 'zendesk') => {
  const clock = createManualClock(noon)
  const desk = await (vendor === 'freshdesk' ? openFreshdeskDesk : openZendeskDesk)(t, clock)
  const world = await openWriting(t, clock)
  const due = async (over: Parameters<typeof world.found>[2] = {}): Promise<string> => {
    const id = desk.write()
    await world.found(desk.helpdesk, id, over)
    return id
  }
  const puts = () => desk.sandbox.requests.filter(({ method }) => method !== 'GET')
  return { ...desk, ...world, due, puts }
}

const cases = {
  apply: { settings: settingsOf(), prediction: {}, notes: 0, group: 'Facturación' },
  suggest: { settings: settingsOf({ mode: 'suggest' }), prediction: {}, notes: 1, group: null },
  route: {
    settings: settingsOf({ group: 'Triage' }),
    prediction: { confidence: 0.3 },
    notes: 1,
    group: 'Triage',
  },
  'apply and suggest': {
    settings: settingsOf({ fields: { type: 'suggest' } }),
    prediction: {},
    notes: 1,
    group: 'Facturación',
  },
} as const

for (const [name, { settings, prediction, notes, group }] of Object.entries(cases)) {
  t.test(`${name}: however often and wherever it is killed, it is written once`, async (t) => {
    let steps = 1
    for (let alive = 0; alive < steps; alive += 1) {
      const { due, start, settled, look, helpdesk, store, clock, puts } = await open(t, 'freshdesk')
      const id = await due(prediction)
      let taken = 0
      let isDead = false
      const mayStep = () => {
        isDead ||= taken >= alive
        if (!isDead) taken += 1
        return !isDead
      }
      const dying = start({
        helpdesk,
        settings,
        store: mortal(store, mayStep, () => new TriageUnavailable('dead', 'Try again.')),
      })
      await moveUntil(clock, () => isDead)
      void dying.stop()
      start({ helpdesk, settings })
      t.match(await settled(id), { state: 'done' }, `killed at step ${alive}`)
      const { said, group: now } = look(id)
      t.equal(said.length, notes, `killed at step ${alive}: notes`)
      t.equal(now, group)
      t.equal(puts().filter(({ method }) => method === 'PUT').length, group === null ? 0 : 1)
      // As many rounds as a whole write takes steps.
      steps = notes === 1 && group !== null ? 3 : 2
    }
  })
}

const losses: [string, EffectInput, { wasDone: boolean }][] = [
  ['worked, and the connection cut', { kind: 'act-then-drop' }, { wasDone: true }],
  ['worked, and an error of the edge', { kind: 'act-then-status', status: 502 }, { wasDone: true }],
  ['cut before it was worked', { kind: 'drop' }, { wasDone: false }],
  ['an error of the edge instead', { kind: 'status', status: 503 }, { wasDone: false }],
  ['worked, and half an answer', { kind: 'half-answer' }, { wasDone: true }],
  ['worked ten seconds later', { kind: 'act-late', ms: 10_000, connection: 'cut' }, { wasDone: true }],
]

for (const vendor of ['freshdesk', 'zendesk'] as const) {
  for (const [what, effect, { wasDone }] of losses) {
    t.test(`${vendor}: an answer that is lost (${what}) costs nothing and doubles nothing`, async (t) => {
      const { due, start, settled, look, sandbox, helpdesk, events, puts } = await open(t, vendor)
      const applied = await due()
      sandbox.faults.add(effect, { method: 'PUT', path: `/tickets/${applied}`, count: 1 })
      start({ helpdesk })
      t.match(await settled(applied), { state: 'done', action: 'apply' })
      t.match(look(applied), { group: 'Facturación', priority: 'high', tags: ['factura'] })
      const sent = puts().filter(({ path }) => path === `/tickets/${applied}`)
      t.equal(sent.length, wasDone ? 1 : 2)
      t.match(
        events.find((event) => event.kind === 'written'),
        { adopted: wasDone },
      )
    })
  }

  t.test(`${vendor}: a note whose answer is lost is found again by its line`, async (t) => {
    const { due, start, settled, look, sandbox, helpdesk, events } = await open(t, vendor)
    const id = await due()
    const match = vendor === 'freshdesk' ? { method: 'POST' } : { method: 'PUT' }
    sandbox.faults.add({ kind: 'act-then-drop' }, { ...match, count: 1 })
    start({ helpdesk, settings: settingsOf({ mode: 'suggest' }) })
    t.match(await settled(id), { state: 'done', action: 'suggest' })
    t.equal(look(id).said.length, 1)
    t.match(events, [{ kind: 'written', action: 'suggest', adopted: true }])
  })

  t.test(`${vendor}: a ticket that somebody touched after a lost answer is not written again`, async (t) => {
    const { due, start, settled, look, sandbox, helpdesk, row, clock, puts } = await open(t, vendor)
    const id = await due()
    sandbox.faults.add({ kind: 'drop' }, { method: 'PUT', count: 1 })
    start({ helpdesk })
    await moveUntil(clock, async () => (await row(id)).state === 'unknown')
    sandbox.people.edit(Number(id), { group: 'Ventas' })
    t.match(await settled(id), { state: 'left', why: 'touched' })
    t.equal(look(id).group, 'Ventas')
    t.equal(puts().length, 1)
  })
}

t.test('a second writer lets go of what the first one has marked', async (t) => {
  const { due, start, settled, look, helpdesk, puts, events } = await open(t, 'freshdesk')
  const ids = [await due(), await due(), await due()]
  start({ helpdesk })
  start({ helpdesk })
  for (const id of ids) t.match(await settled(id), { state: 'done' })
  for (const id of ids) t.equal(look(id).group, 'Facturación')
  t.equal(puts().length, 3)
  t.equal(events.length, 3)
})

t.test('what was written counts as written, also when its note is given up', async (t) => {
  const { due, start, settled, look, helpdesk, store, row } = await open(t, 'freshdesk')
  const id = await due({ confidence: 0.3 })
  const addNote: typeof helpdesk.addNote = async () => ({
    effect: 'unknown',
    failure: { kind: 'unavailable', message: '', status: null, code: null },
  })
  const hasMarkedMessage: typeof helpdesk.hasMarkedMessage = async () => ({
    ok: false,
    failure: { kind: 'forbidden', message: '', status: 403, code: null },
  })
  start({ helpdesk: { ...helpdesk, addNote, hasMarkedMessage }, settings: settingsOf({ group: 'Triage' }) })
  t.match(await settled(id, 10_000), { state: 'done', action: 'route', why: /forbidden/ })
  t.equal(look(id).group, 'Triage')
  t.match(await store.writtenIn({ run: (await row(id)).run ?? '', after: null, limit: 9 }), [
    { ticketId: id },
  ])
})
