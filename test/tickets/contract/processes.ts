import type { Helpdesk } from '../../../src/helpdesk/helpdesk.ts'
import type { Tickets } from '../../../src/tickets/tickets.ts'
import { createManualClock } from '../../manual-clock.ts'
import { by, isDead, leaseMs, reply, settleMs } from '../open-desk.ts'
import { type DeskTest, refusal, wentWell } from './desk-test.ts'

/** Several processes, and such as die. */
export const describeProcesses = (test: DeskTest): void => {
  for (const when of ['before', 'after'] as const)
    test(`a process that dies ${when} the reply leaves one reply`, async (t, desk) => {
      const { tickets, dying, seed, said, drive, pass } = desk
      const id = seed.ticket()
      dying(when, 'reply').reply(id, reply('Hola, Marta'), by('k')).catch(isDead)
      while ((when === 'after' && said(id).length === 0) || (await desk.rows()) === 0)
        await drive(Promise.resolve())
      const ask = (from: Tickets = tickets) => drive(from.reply(id, reply('Hola, Marta'), by('k')))
      t.match(refusal(t, await ask()), { kind: 'under-way' })
      await pass(leaseMs)
      if (when === 'before') {
        t.match(refusal(t, await ask()), { kind: 'unknown-outcome' })
        await pass(settleMs)
      }
      t.match(wentWell(t, await ask()), { adopted: when === 'after', duplicate: false })
      t.match(wentWell(t, await ask(desk.create('two'))), { duplicate: true })
      t.equal(said(id).length, 1)
    })

  test('of two that ask the same at the same moment one replies', async (t, desk) => {
    const { tickets, create, seed, said, drive } = desk
    const id = seed.ticket()
    const all = [tickets, create('two'), create('three')].map((each) =>
      each.reply(id, reply('Hola'), by('k')),
    )
    const outcomes = await drive(Promise.all(all))
    t.equal(said(id).length, 1)
    t.equal(outcomes.filter((outcome) => outcome.ok && !outcome.duplicate).length, 1)
    for (const outcome of outcomes) {
      if (!outcome.ok) t.match(outcome.refusal, { kind: 'under-way' })
    }
    t.match(wentWell(t, await create('two').reply(id, reply('Hola'), by('k'))), { duplicate: true })
  })

  test('the same words under two keys are two replies, and each finds its own', async (t, desk) => {
    const { tickets, dying, seed, said, drive, pass, faults } = desk
    const id = seed.ticket()
    const ask = (key: string) => drive(tickets.reply(id, reply('¿Algo más?'), by(key)))
    dying('after', 'reply').reply(id, reply('¿Algo más?'), by('a')).catch(isDead)
    while (said(id).length === 0) await drive(Promise.resolve())
    const second = wentWell(t, await ask('b'))
    await pass(leaseMs)
    const first = wentWell(t, await ask('a'))
    t.match(first, { adopted: true })
    t.not(first.messageId, second.messageId)
    t.equal(said(id).length, 2)
    // One that was not done does not take another's for its own.
    await faults.on('before-work', 'writes')
    t.match(refusal(t, await ask('c')), { kind: 'unknown-outcome' })
    await faults.clear()
    await pass(settleMs)
    t.match(wentWell(t, await ask('c')), { adopted: false })
    t.equal(said(id).length, 3)
  })

  test('what is being sent by another at this moment is taken for nobody', async (t, desk) => {
    const { tickets, dying, seed, said, drive, pass, faults } = desk
    const id = seed.ticket()
    const ask = (key: string) => drive(tickets.reply(id, reply('¿Algo más?'), by(key)))
    await faults.on('before-work', 'writes')
    t.match(refusal(t, await ask('a')), { kind: 'unknown-outcome' })
    await faults.clear()
    await pass(settleMs)
    dying('after', 'reply').reply(id, reply('¿Algo más?'), by('b')).catch(isDead)
    while (said(id).length === 0) await drive(Promise.resolve())
    t.match(refusal(t, await ask('a')), { kind: 'unknown-outcome' })
    t.equal(said(id).length, 1, 'and nothing is sent')
  })

  test('a process that was frozen before its request left does not send it', async (t, desk) => {
    const { create, seed, said, helpdesk, clock } = desk
    const id = seed.ticket()
    const own = createManualClock(clock.now())
    const frozen: Helpdesk = {
      ...helpdesk,
      reply: (...given) => {
        // No timer tells it that the time has gone by.
        own.jump(leaseMs)
        return helpdesk.reply(...given)
      },
    }
    const tickets = create('frozen', { helpdesk: frozen, clock: own })
    t.match(refusal(t, await tickets.reply(id, reply('Hola'), by('k'))), {
      kind: 'failed',
      failure: { kind: 'held' },
    })
    t.same(said(id), [])
  })
}
