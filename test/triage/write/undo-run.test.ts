import t, { type Test } from 'tap'
import { undoRun } from '../../../src/triage/write/undo-run.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { noon } from '../find/open-world.ts'
import { moveUntil, openWriting } from './open-writing.ts'
import { openFreshdeskDesk, openZendeskDesk } from './test-desk.ts'

/** Four tickets that were written to, and the run that did it. */
const open = async (t: Test, vendor: 'freshdesk' | 'zendesk') => {
  const clock = createManualClock(noon)
  const desk = await (vendor === 'freshdesk' ? openFreshdeskDesk : openZendeskDesk)(t, clock)
  const world = await openWriting(t, clock)
  const ids = [desk.write(), desk.write(), desk.write(), desk.write()]
  const before = ids.map((id) => desk.look(id))
  for (const id of ids) await world.found(desk.helpdesk, id)
  const writer = world.start({ helpdesk: desk.helpdesk })
  for (const id of ids) await world.settled(id)
  await writer.stop()
  await clock.advance(60_000)
  const [summary] = await world.store.runs({ limit: 1 })
  const progress: string[] = []
  const undo = async (run = summary?.id ?? '', signal = new AbortController().signal) => {
    const undoing = undoRun({
      ...{ run, store: world.store, clock, logger: silent, who: 'test', signal },
      helpdesks: new Map([['main', desk.helpdesk]]),
      onProgress: (done, of) => progress.push(`${done}/${of}`),
    })
    let isOver = false
    void undoing.finally(() => {
      isOver = true
    })
    await moveUntil(clock, () => isOver)
    return undoing
  }
  return { ...desk, ...world, ids, before, undo, progress }
}

for (const vendor of ['freshdesk', 'zendesk'] as const) {
  t.test(`${vendor}: takes a run back where nobody has touched it since, and only once`, async (t) => {
    const { ids, before, undo, progress, look, sandbox, store, row } = await open(t, vendor)
    const [plain = '', moved = '', solved = '', tagged = ''] = ids
    const type = vendor === 'zendesk' ? 'question' : 'Question'
    sandbox.people.edit(Number(moved), { group: 'Ventas', priority: 'urgent', type, tags: [] })
    sandbox.people.edit(Number(solved), { status: 'solved' })
    sandbox.people.edit(Number(tagged), { tags: ['factura', 'vip'] })
    t.same(await undo(), {
      ...{ run: '20261121-1', undone: 2, touched: 2, before: 0, failed: [] },
    })
    t.same(look(plain), before[0])
    t.match(look(moved), { group: 'Ventas', priority: 'urgent' })
    t.match(look(solved), { group: 'Facturación', priority: 'high' })
    t.same(look(tagged).tags, ['vip'])
    t.equal(progress.at(-1), '4/4')
    t.match(await row(plain), { state: 'undone' })
    t.match(await store.run('20261121-1'), { applied: 4, undone: 2 })
    t.match(await undo(), { undone: 0, touched: 2, before: 2 })
  })

  t.test(`${vendor}: an undo whose answer is lost goes on when it is repeated`, async (t) => {
    const { ids, before, undo, look, sandbox, row } = await open(t, vendor)
    const [lost = '', unsent = ''] = ids
    sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'PUT', path: `/tickets/${lost}`, count: 1 })
    sandbox.faults.add({ kind: 'drop' }, { method: 'PUT', path: `/tickets/${unsent}`, count: 1 })
    const report = await undo()
    t.match(report, { undone: 2 })
    t.same(report?.failed.map(({ ticketId }) => ticketId).sort(), [lost, unsent].sort())
    t.match(await row(lost), { state: 'undoing' })
    t.match(await undo(), { undone: 2, before: 2, failed: [] })
    for (const [index, id] of ids.entries()) t.same(look(id), before[index])
  })
}

t.test('what is not known to be written yet is told, and taken back by a repeat', async (t) => {
  const { ids, undo, store, row } = await open(t, 'freshdesk')
  const [sending = '', unknown = ''] = ids
  await store.step(await row(sending), { state: 'sending' })
  await store.step(await row(unknown), { state: 'unknown' })
  const why = 'under-way'
  t.match(await undo(), {
    undone: 2,
    failed: [
      { ticketId: sending, why },
      { ticketId: unknown, why },
    ],
  })
  for (const id of [sending, unknown]) await store.step(await row(id), { state: 'done' })
  t.match(await undo(), { undone: 2, before: 2, failed: [] })
})

t.test('a group that was renamed since is taken back all the same', async (t) => {
  const { undo, sandbox, look, ids, clock } = await open(t, 'freshdesk')
  sandbox.choices.renameGroup('Facturación', 'Cobros')
  await clock.advance(3_600_000)
  t.match(await undo(), { undone: 4, touched: 0, failed: [] })
  t.equal(look(ids[0] ?? '').group, null)
})

t.test('a person who is quicker than the undo keeps what they set', async (t) => {
  const { ids, undo, look, sandbox } = await open(t, 'zendesk')
  const id = ids[0] ?? ''
  sandbox.writes.once(Number(id), () => sandbox.people.edit(Number(id), { group: 'Ventas' }))
  t.match(await undo(), { failed: [] })
  t.match(look(id), { group: 'Ventas', priority: null })
})

t.test('knows no other run, and goes no further when it is stopped', async (t) => {
  const { undo, puts } = await open(t, 'freshdesk').then((world) => ({
    ...world,
    puts: () => world.sandbox.requests.filter(({ method }) => method === 'PUT').length,
  }))
  t.equal(await undo('20261121-9'), null)
  const before = puts()
  t.match(await undo('20261121-1', AbortSignal.abort()), { undone: 0, touched: 0 })
  t.equal(puts(), before)
})
