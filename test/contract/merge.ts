import type { Test } from 'tap'
import { got, lane } from './got.ts'
import { type HelpdeskHarness, phases } from './harness.ts'

export const testMerge = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('into one that keeps its number; the others are closed and point to it', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const [into, one, two] = [seed.ticket({ subject: 'First' }), seed.ticket(), seed.ticket()]
    const note = 'Es <la> misma avería & ya está'
    const { ticket } = got(await helpdesk.mergeTickets(into, [one, two, one], { ...lane, note }))
    t.match(ticket, { id: into, subject: 'First', status: 'open' })
    t.equal(look.status(into), 'open')
    const [kept] = look.messages(into)
    t.match(kept, { private: true, from: 'agent' })
    t.match(kept?.html, /Es &lt;la&gt; misma avería &amp; ya está/, 'escaped')
    for (const id of [one, two]) {
      t.match(kept?.html, new RegExp(`#${id}\\b`))
      t.equal(look.status(id), 'closed')
      t.match(look.messages(id).at(-1), { private: true, html: new RegExp(`#${into}\\b`) })
    }
  })

  t.test('nonsense is refused before anything is sent', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const id = seed.ticket()
    const others = [
      [],
      [id],
      ['x'],
      ['0'],
      ['../1'],
      Array.from({ length: 101 }, (_, at) => String(at + 500)),
    ]
    for (const given of others) {
      const outcome = await helpdesk.mergeTickets(id, given, lane)
      t.match(outcome, { effect: 'none', failure: { kind: 'invalid' } }, given[0] ?? 'nothing')
    }
    for (const into of ['x', '0', '99999999999999999999', '987654']) {
      const outcome = await helpdesk.mergeTickets(into, [id], lane)
      t.match(outcome, { effect: 'none', failure: { kind: 'not-found' } }, into)
    }
    const removed = seed.ticket()
    seed.remove(removed)
    const outcome = await helpdesk.mergeTickets(removed, [id], lane)
    t.match(outcome, { effect: 'none', failure: { kind: /^(gone|not-found)$/ } })
    t.equal(look.calls().writes, 0)
    t.equal(look.status(id), 'open')
  })

  t.test('one that is not there is no merge, and nothing is closed that is not said', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const [into, one] = [seed.ticket(), seed.ticket()]
    const alone = await helpdesk.mergeTickets(into, ['987654'], lane)
    t.match(alone, { effect: 'none', failure: { kind: 'invalid', message: /\S/ } })
    t.equal(look.messages(into).length, 0)
    const some = await helpdesk.mergeTickets(into, [one, '987654'], lane)
    if (look.status(one) === 'open') t.match(some, { effect: 'none', failure: { kind: 'invalid' } })
    else t.match(some, { effect: 'unknown', failure: { kind: 'invalid', message: new RegExp(`#${one}`) } })
  })

  t.test('a lost answer is looked after, and is unknown where that tells nothing', async (t) => {
    for (const phase of phases) {
      const patience = phase === 'silence' ? { requestTimeoutMs: 400 } : {}
      const { helpdesk, seed, look, faults } = await harness.open(t, patience)
      if (faults === null) return
      const [into, one] = [seed.ticket(), seed.ticket()]
      await faults.on(phase, 'writes')
      const outcome = await helpdesk.mergeTickets(into, [one], lane)
      await faults.clear()
      if (phase === 'before-connect' || phase === 'before-work') t.equal(look.status(one), 'open', phase)
      if (phase === 'before-connect') t.match(outcome, { effect: 'none', failure: { kind: 'unavailable' } })
      else if (phase === 'before-work') t.match(outcome, { effect: 'unknown' })
      else {
        t.match(outcome, { effect: /^(done|unknown)$/ }, phase)
        if (outcome.effect === 'done') {
          t.equal(outcome.value.ticket.id, into)
          t.equal(look.status(one), 'closed', phase)
        }
      }
      t.ok(look.calls().writes <= 1, 'never repeated')
    }
  })

  t.test('limits, refusals, and a caller who gives up', async (t) => {
    const { helpdesk, seed, look, faults } = await harness.open(t)
    const [into, one] = [seed.ticket(), seed.ticket()]
    const merge = () => helpdesk.mergeTickets(into, [one], lane)
    const aborted = { ...lane, signal: AbortSignal.abort() }
    t.match(await helpdesk.mergeTickets(into, [one], aborted), { effect: 'none', failure: { kind: 'held' } })
    if (faults === null) return
    faults.limit(7, 'writes')
    t.match(await merge(), { effect: 'none', failure: { kind: 'rate-limited' } })
    await faults.clear()
    faults.refuse('forbidden', 'writes')
    t.match(await merge(), { effect: 'none', failure: { kind: 'forbidden' } })
    await faults.clear()
    t.equal(look.status(one), 'open')
    t.match(await merge(), { effect: 'done' })
  })
}
