import t, { type Test } from 'tap'
import type { ToldChange } from '../../../schemas/triage.ts'
import { undoRun } from '../../../src/triage/write/undo-run.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { noon } from '../find/open-world.ts'
import { moveUntil, openWriting } from './open-writing.ts'
import { openFreshdeskDesk } from './test-desk.ts'

const set = (to: string, from: string | null = null): ToldChange => ({ field: 'group', from, to })

/** A Freshdesk where an agent sets a group between our read and our write, which covers it. */
const open = async (t: Test) => {
  const clock = createManualClock(noon)
  const [desk, world] = [await openFreshdeskDesk(t, clock), await openWriting(t, clock)]
  const id = desk.write()
  await world.found(desk.helpdesk, id)
  desk.sandbox.writes.once(Number(id), () => desk.sandbox.people.edit(Number(id), { group: 'Ventas' }))
  const tell = (...changes: ToldChange[]) =>
    world.store.putHint({ helpdesk: 'main', ticketId: id, toldAt: clock.now(), changes })
  const group = () => desk.look(id).group
  const mended = () => world.events.filter(({ kind }) => kind === 'mended').length
  return { ...desk, ...world, id, tell, group, mended }
}

t.test('what this process was told counts, although the store has forgotten it', async (t) => {
  const { id, group, mended, start, settled, clock, helpdesk } = await open(t)
  const writer = start({ helpdesk })
  await settled(id)
  writer.poke({ helpdesk: 'main', ticketId: id, toldAt: clock.now(), changes: [set('Ventas')] })
  await moveUntil(clock, () => mended() === 1)
  t.equal(group(), 'Ventas')
})

t.test('a value that our write covered is put back when an event tells of it, once', async (t) => {
  const { id, tell, group, mended, start, settled, clock, helpdesk, row, look, sandbox } = await open(t)
  start({ helpdesk })
  await settled(id)
  t.equal(group(), 'Facturación', 'Freshdesk has no lock: the agent was covered')
  await tell(set('Ventas'))
  await moveUntil(clock, () => mended() === 1)
  t.equal(group(), 'Ventas')
  t.equal(look(id).priority, 'high', 'what nobody else set stays')
  await moveUntil(clock, async () => (await row(id)).planned?.changes.length === 2)
  t.match(await row(id), { state: 'done' })
  sandbox.people.edit(Number(id), { group: 'Facturación' })
  await tell(set('Facturación', 'Ventas'), set('Ventas'))
  await clock.advance(60_000)
  t.equal(group(), 'Facturación', 'it does not fight with the person')
  t.equal(mended(), 1)
})

t.test('an event that came before our write had ended is remembered', async (t) => {
  const { id, tell, group, mended, start, clock, helpdesk, store } = await open(t)
  await tell(set('Ventas'))
  start({ helpdesk })
  await clock.advance(100)
  await store.dropHints('main', [{ ticketId: id, toldAt: clock.now() }])
  await moveUntil(clock, () => mended() === 1)
  t.equal(group(), 'Ventas')
})

t.test(
  'nothing is put back that is not there any more, that is told too late, or that a person saw',
  async (t) => {
    const later = await open(t)
    later.start({ helpdesk: later.helpdesk })
    await later.settled(later.id)
    await later.clock.advance(130_000)
    await later.tell(set('Ventas'))
    await later.clock.advance(30_000)
    t.equal(later.group(), 'Facturación', 'minutes after')

    const seen = await open(t)
    seen.start({ helpdesk: seen.helpdesk })
    await seen.settled(seen.id)
    await seen.tell(set('Ventas', 'Facturación'), set('Facturación', 'Ventas'))
    await seen.clock.advance(30_000)
    t.equal(seen.group(), 'Facturación')

    const moved = await open(t)
    moved.start({ helpdesk: moved.helpdesk })
    await moved.settled(moved.id)
    moved.sandbox.people.edit(Number(moved.id), { group: 'Triage' })
    await moved.tell(set('Ventas'))
    await moved.clock.advance(30_000)
    t.equal(moved.group(), 'Triage')
    t.equal(later.mended() + seen.mended() + moved.mended(), 0)
  },
)

t.test('a value that an undo covered is put back, too', async (t) => {
  const clock = createManualClock(noon)
  const [desk, world] = [await openFreshdeskDesk(t, clock), await openWriting(t, clock)]
  const { helpdesk, sandbox, look } = desk
  const id = desk.write()
  await world.found(helpdesk, id)
  world.start({ helpdesk })
  const { run } = await world.settled(id)
  await clock.advance(300_000)
  sandbox.writes.once(Number(id), () => sandbox.people.edit(Number(id), { group: 'Ventas' }))
  let report: unknown = null
  const undoing = undoRun({
    ...{ run: run ?? '', store: world.store, clock, logger: silent, who: 'test' },
    ...{ signal: new AbortController().signal, onProgress: () => {} },
    helpdesks: new Map([['main', helpdesk]]),
  }).then((undone) => {
    report = undone
  })
  await moveUntil(clock, () => report !== null)
  await undoing
  t.match(report, { undone: 1 })
  t.equal(look(id).group, null, 'Freshdesk has no lock: the agent was covered')
  const changes = [set('Ventas', 'Facturación')]
  await world.store.putHint({ helpdesk: 'main', ticketId: id, toldAt: clock.now(), changes })
  await moveUntil(clock, () => look(id).group !== null)
  t.equal(look(id).group, 'Ventas')
  await moveUntil(clock, () => world.events.some(({ kind }) => kind === 'mended'))
  t.match(await world.row(id), { state: 'undone' })
})
