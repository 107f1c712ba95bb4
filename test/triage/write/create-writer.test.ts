import t, { type Test } from 'tap'
import { createManualClock } from '../../manual-clock.ts'
import { noon } from '../find/open-world.ts'
import { moveUntil, openWriting, settingsOf } from './open-writing.ts'
import { openFreshdeskDesk, openZendeskDesk } from './test-desk.ts'

const vendors = { freshdesk: openFreshdeskDesk, zendesk: openZendeskDesk }

const open = async (t: Test, vendor: keyof typeof vendors) => {
  const clock = createManualClock(noon)
  const [desk, world] = [await vendors[vendor](t, clock), await openWriting(t, clock)]
  const puts = () => desk.sandbox.requests.filter(({ method }) => method !== 'GET').length
  /** A customer's ticket that is due. */
  const due = async (over: Parameters<typeof world.found>[2] = {}): Promise<string> => {
    const id = desk.write()
    await world.found(desk.helpdesk, id, over)
    return id
  }
  return { ...desk, ...world, puts, due }
}

for (const vendor of ['freshdesk', 'zendesk'] as const) {
  t.test(`${vendor}: writes what is empty in one call, once, and forgets the words`, async (t) => {
    const { due, start, settled, look, puts, events, helpdesk, row } = await open(t, vendor)
    const words = { code: 'model-words', category: 'billing', runnerUp: null } as const
    const id = await due({ reasons: [{ ...words, words: [{ text: 'marta', contribution: 1 }] }] })
    start({ helpdesk })
    const { state, action, run, wroteAt, why } = await settled(id)
    t.match({ state, action, why }, { state: 'done', action: 'apply', why: null })
    t.match(run, /^20261121-1$/)
    t.ok(wroteAt)
    const { group, type, priority, tags } = look(id)
    t.match({ group, type: type?.toLowerCase() }, { group: 'Facturación', type: 'problem' })
    t.equal(priority, 'high')
    t.same(tags, ['factura'])
    t.same(look(id).said, [], 'nothing is left to say')
    t.equal(puts(), 1)
    t.same(events, [{ kind: 'written', helpdesk: 'main', action: 'apply', adopted: false }])
    t.notMatch(JSON.stringify((await row(id)).prediction), 'marta')
  })

  t.test(`${vendor}: what a person set stands, and the rest is written`, async (t) => {
    const { due, start, settled, look, sandbox, helpdesk, clock } = await open(t, vendor)
    const id = await due()
    await clock.advance(10_000)
    sandbox.people.edit(Number(id), { group: 'Ventas', type: vendor === 'zendesk' ? 'question' : 'Question' })
    start({ helpdesk })
    const { state, why, planned } = await settled(id)
    t.equal(state, 'done')
    t.match(why, vendor === 'zendesk' ? /group:set-by-person/ : /group:origin-unknown/)
    t.same(
      planned?.changes.map(({ field }) => field),
      vendor === 'zendesk' ? ['priority'] : [],
      'with Freshdesk nobody can tell who meant a low priority once somebody was there',
    )
    t.match(look(id), { group: 'Ventas', type: /question/i, tags: ['factura'] })
  })

  t.test(`${vendor}: suggests in one private note, and changes nothing`, async (t) => {
    const { due, start, settled, look, puts, helpdesk, clock, store } = await open(t, vendor)
    const id = await due()
    const before = look(id)
    const writer = start({ helpdesk, settings: settingsOf({ mode: 'suggest' }) })
    t.match(await settled(id), { state: 'done', action: 'suggest', noteId: /\d/ })
    writer.poke()
    await clock.advance(60_000)
    const { said, ...fields } = look(id)
    t.same({ ...fields, said: [] }, before)
    t.equal(said.length, 1)
    t.match(said[0], /Facturación[\s\S]*93 %[\s\S]*Relevo triage main:/)
    t.equal(puts(), 1)
    t.match(await store.runs({ limit: 5 }), [{ suggested: 1, applied: 0 }])
  })

  t.test(`${vendor}: what is not sure enough goes to the triage group, and a note says why`, async (t) => {
    const { due, start, settled, look, helpdesk } = await open(t, vendor)
    const id = await due({ confidence: 0.4 })
    start({ helpdesk, settings: settingsOf({ group: 'Triage' }) })
    t.match(await settled(id), { state: 'done', action: 'route', noteId: /\d/ })
    t.match(look(id), { group: 'Triage', tags: [], said: [/Triage[\s\S]*Facturación/] })
  })

  t.test(`${vendor}: nothing is written while it is stopped, nor what waits for its turn then`, async (t) => {
    const { due, start, settled, puts, helpdesk, clock, store, row } = await open(t, vendor)
    const by = { who: 'test', at: 0 }
    await store.setSwitch('stop', 'on', by)
    const id = await due()
    let waits = 0
    const waiting: typeof helpdesk.change = async (ticketId, edit, options) => {
      waits += 1
      if (waits > 1) return helpdesk.change(ticketId, edit, options)
      await store.setSwitch('stop', 'on', by)
      await moveUntil(clock, () => options.signal?.aborted === true)
      return helpdesk.change(ticketId, edit, options)
    }
    start({ helpdesk: { ...helpdesk, change: waiting } })
    await clock.advance(30_000)
    t.match(await row(id), { state: 'due', attempts: 0 })
    await store.setSwitch('stop', null, by)
    await moveUntil(clock, () => waits === 1)
    await moveUntil(clock, async () => (await row(id)).attempts === 1)
    t.equal(puts(), 0)
    await clock.advance(60_000)
    t.equal(puts(), 0, 'it waits for the switch')
    await store.setSwitch('stop', null, by)
    t.match(await settled(id), { state: 'done' })
    t.equal(puts(), 1)
  })

  t.test(`${vendor}: a ticket that is gone or solved meanwhile is left`, async (t) => {
    const { due, start, settled, sandbox, helpdesk, puts, events } = await open(t, vendor)
    const [gone, solved] = [await due(), await due()]
    sandbox.people.remove(Number(gone))
    sandbox.people.edit(Number(solved), { status: 'solved' })
    start({ helpdesk })
    t.match(await settled(gone), { state: 'left', why: 'gone', dueAt: null })
    t.match(await settled(solved), { state: 'left', why: 'ended' })
    t.equal(puts(), 0)
    t.same(events.map((event) => event.kind).sort(), ['left', 'left'])
  })
}

t.test(
  'what is switched while a ticket is read, marked or waits for its turn takes effect on it',
  async (t) => {
    const by = { who: 'test', at: 0 }
    const switched = {
      stop: { name: 'stop', value: 'on', ends: { state: 'due' } },
      observe: { name: 'mode:billing', value: 'observe', ends: { state: 'left', why: 'mode' } },
    } as const
    for (const { name, value, ends } of Object.values(switched)) {
      for (const moment of ['read', 'run', 'change', 'note'] as const) {
        const { due, start, helpdesk, puts, clock, store, row } = await open(t, 'freshdesk')
        const id = await due()
        let flips = 0
        const flip = async (at: typeof moment) => {
          if (at !== moment || flips > 0) return
          await store.setSwitch(name, value, by)
          flips += 1
        }
        const openRun: typeof store.openRun = async (opening) => {
          await flip('run')
          return store.openRun(opening)
        }
        const readOrigins: typeof helpdesk.readOrigins = async (...asked) => {
          const read = await helpdesk.readOrigins(...asked)
          // Before, it is only read to be read again when it has been still.
          if (clock.now() >= noon + 2_000) await flip('read')
          return read
        }
        const waits = async (at: typeof moment, isHeldBack: () => boolean) => {
          await flip(at)
          if (at === moment) await moveUntil(clock, isHeldBack)
        }
        const change: typeof helpdesk.change = async (ticketId, edit, options) => {
          await waits('change', () => options.signal?.aborted === true)
          return helpdesk.change(ticketId, edit, options)
        }
        const addNote: typeof helpdesk.addNote = async (ticketId, note, options) => {
          await waits('note', () => options.signal?.aborted === true)
          return helpdesk.addNote(ticketId, note, options)
        }
        start({
          settings: settingsOf({ mode: moment === 'note' ? 'suggest' : 'apply' }),
          store: { ...store, openRun },
          helpdesk: { ...helpdesk, readOrigins, change, addNote },
        })
        await moveUntil(clock, () => flips === 1, 100)
        const attempts = moment === 'read' ? 0 : 1
        const isOver = async () => {
          const is = await row(id)
          return is.state === 'done' || (is.state === ends.state && is.attempts === attempts)
        }
        // Where time stands still, it is not the next look, half a second later, that holds it back.
        const isHeld = async () => (await row(id)).attempts === 1 || isOver()
        if (moment === 'run') await moveUntil(clock, isHeld, 0)
        await moveUntil(clock, isOver)
        await clock.advance(10_000)
        t.match(await row(id), ends, `${name}, ${moment}`)
        t.equal(puts(), 0, `${name}, ${moment}`)
      }
    }
  },
)

t.test('of groups whose names differ by case, the one is written whose id is configured', async (t) => {
  for (const vendor of ['freshdesk', 'zendesk'] as const) {
    const { due, start, settled, helpdesk, sandbox, look } = await open(t, vendor)
    sandbox.choices.renameGroup('Ventas', 'facturación')
    const groups = await helpdesk.listGroups({ lane: 'background' })
    const group = (groups.ok && groups.value.find(({ name }) => name === 'facturación')?.id) || null
    t.ok(group)
    const id = await due({ values: { group, priority: null, type: null } })
    start({ helpdesk })
    t.match(await settled(id), { state: 'done', planned: { changes: [{ after: 'facturación' }] } })
    t.equal(look(id).group, 'facturación')
  }
})

t.test('an agent who is quicker is never written over by the vendor’s own check', async (t) => {
  const { due, start, settled, look, sandbox, helpdesk } = await open(t, 'zendesk')
  const id = await due()
  sandbox.writes.once(Number(id), () => sandbox.people.edit(Number(id), { group: 'Ventas' }))
  start({ helpdesk })
  t.match(await settled(id), { state: 'done', why: /group:set-by-person/ })
  t.match(look(id), { group: 'Ventas', priority: 'high' })
})

t.test('nothing is written in the second of a change: another change in it would not be seen', async (t) => {
  const { due, start, look, sandbox, helpdesk, clock, puts, settled } = await open(t, 'zendesk')
  const id = await due()
  start({ helpdesk })
  await clock.advance(900)
  t.equal(puts(), 0)
  sandbox.people.edit(Number(id), { group: 'Ventas' })
  t.match(await settled(id), { state: 'done' })
  t.equal(look(id).group, 'Ventas')
})

t.test('somebody who works on a ticket all the time is left alone', async (t) => {
  const { due, start, settled, helpdesk } = await open(t, 'zendesk')
  const id = await due()
  let times = 0
  const change: typeof helpdesk.change = async () => {
    times += 1
    return { effect: 'none', failure: { kind: 'conflict', message: '' } }
  }
  start({ helpdesk: { ...helpdesk, change } })
  t.match(await settled(id), { state: 'left', why: 'busy' })
  t.equal(times, 5)
})

t.test('a value that the account does not take is left out, and told once', async (t) => {
  const { due, start, settled, look, sandbox, helpdesk, lines } = await open(t, 'freshdesk')
  const ids = [await due(), await due()]
  sandbox.faults.fieldFault('type')
  start({ helpdesk })
  for (const id of ids) {
    t.match(await settled(id), { state: 'done', why: /type:not-a-choice/ })
    t.match(look(id), { group: 'Facturación', type: null, priority: 'high' })
  }
  t.equal(lines.filter((line) => line.includes('does not take')).length, 1)
})

t.test('what the account wants besides is no reason to try for ever', async (t) => {
  const { due, start, settled, sandbox, helpdesk } = await open(t, 'freshdesk')
  const id = await due()
  sandbox.faults.fieldFault('cf_order_number', 'missing_field')
  start({ helpdesk })
  t.match(await settled(id), { state: 'left', why: 'refused' })
})

t.test('an announced limit is kept to, and the write comes after it', async (t) => {
  const { due, start, settled, sandbox, helpdesk, puts, clock } = await open(t, 'freshdesk')
  const id = await due()
  const began = clock.now()
  sandbox.faults.add({ kind: 'rate-limit', retryAfter: 90 }, { method: 'PUT', count: 1 })
  start({ helpdesk })
  t.match(await settled(id), { state: 'done', attempts: 1 })
  t.ok(clock.now() - began >= 90_000)
  t.equal(puts(), 2)
})

t.test('a defect with one ticket keeps no other from being written, and is given up', async (t) => {
  const { due, start, settled, helpdesk } = await open(t, 'freshdesk')
  const [bad, good] = [await due(), await due()]
  const readOrigins: typeof helpdesk.readOrigins = async (ticketId, options) => {
    if (ticketId === bad) throw new TypeError('a defect')
    return helpdesk.readOrigins(ticketId, options)
  }
  start({ helpdesk: { ...helpdesk, readOrigins } })
  t.match(await settled(good), { state: 'done' })
  t.match(await settled(bad, 10_000), { state: 'left', why: 'defect' })
})

t.test('a category that was taken out of the configuration meanwhile is not written', async (t) => {
  const { due, start, settled, puts, helpdesk } = await open(t, 'freshdesk')
  const id = await due()
  const { billing: _, ...categories } = settingsOf().categories
  start({ helpdesk, settings: { ...settingsOf(), categories } })
  t.match(await settled(id), { state: 'left', why: 'category-gone' })
  t.equal(puts(), 0)
})
