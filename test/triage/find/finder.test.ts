import t from 'tap'
import { TriageUnavailable } from '../../../src/triage/triage-unavailable.ts'
import { openFreshdesk } from './open-freshdesk.ts'
import { minuteMs, noon, openFinding, startClock, until } from './open-world.ts'

const handoff = 'ho_01jd7x8k2m4n6p8q0r2s4t6v8w'

t.test(
  'tickets that came by other ways are predicted once, and judged by how agents leave them',
  async (t) => {
    const clock = startClock()
    const { helpdesk, write, change, groupId, sandbox } = await openFreshdesk(t, clock)
    const { store, find, polled, events, classifier } = await openFinding(t, helpdesk, {
      clock,
      findHandoff: async (id) => id === handoff,
    })
    const invoice = await write('No me llega la factura de mayo')
    const broken = await write('No funciona nada')
    const relayed = await write(`<p>Quiero la factura</p><p>--</p><p>Relevo ${handoff}</p>`)
    const forged = await write('<p>La factura</p><p>Relevo ho_00000000000000000000000000</p>')
    const solved = await write('Factura ya vista', { status: 4 })
    const outbound = await write('Su factura', {})
    const stored = sandbox.account.tickets.get(Number(outbound))
    if (stored !== undefined) stored.source = 10
    const absent = await write('Estoy de vacaciones', { subject: 'Respuesta automática' })
    find().start()
    await polled()

    t.match(await store.find('main', invoice), {
      skipped: null,
      predictedAt: noon,
      prediction: { category: 'billing', isDecided: true, confidence: 0.9, values: { group: 'Facturación' } },
      state: null,
      left: { status: 'open', group: null, category: null },
    })
    t.match((await store.find('main', broken))?.prediction, {
      category: 'technical',
      isDecided: false,
      decidedBy: 'none',
      confidence: 0.4,
      values: { group: 'Soporte', priority: 'high' },
    })
    t.equal((await store.find('main', relayed))?.skipped, 'handoff')
    t.equal((await store.find('main', forged))?.prediction?.category, 'billing', 'nobody made that hand-off')
    t.equal((await store.find('main', solved))?.skipped, 'ended')
    t.equal((await store.find('main', outbound))?.skipped, 'not-the-customer')
    t.equal((await store.find('main', absent))?.skipped, 'automatic')
    t.equal(classifier.texts.length, 3)
    t.match(classifier.texts[0], 'Hola No me llega la factura de mayo')

    clock.jump(5_000)
    await change(invoice, { group_id: groupId('Facturación') })
    await change(broken, { group_id: groupId('Facturación'), status: 4 })
    await clock.advance(minuteMs)
    await polled()
    t.match(await store.find('main', invoice), { outcome: null, left: { category: 'billing' } })
    t.match(await store.find('main', broken), { outcome: 'wrong', endedAt: noon + 5_000, predictedAt: noon })
    t.equal(classifier.texts.length, 3, 'what is known is not classified again')

    await change(broken, { status: 2 })
    await change(invoice, { status: 5 })
    await clock.advance(minuteMs)
    await polled()
    t.match(await store.find('main', invoice), { outcome: 'right' })
    t.match(await store.find('main', broken), { outcome: null, endedAt: null }, 'opened again')
    t.match(
      events.filter(({ kind }) => kind === 'judged'),
      [
        { category: 'technical', outcome: 'wrong' },
        { category: 'billing', outcome: 'right' },
      ],
    )
  },
)

t.test(
  'what is to be written is due when its second is over, but for the tickets that are only observed',
  async (t) => {
    const clock = startClock()
    const { helpdesk, write } = await openFreshdesk(t, clock)
    const { store, find, polled } = await openFinding(t, helpdesk, {
      clock,
      triage: { mode: 'observe', categories: { billing: { mode: 'apply' } }, control: 0.3 },
    })
    for (let at = 0; at < 12; at += 1) await write('La factura')
    const other = await write('No funciona')
    find().start()
    await polled()
    const { tickets } = await store.list({ helpdesk: 'main', limit: 100 })
    const billing = tickets.filter(({ ticketId }) => ticketId !== other)
    t.equal(tickets.find(({ ticketId }) => ticketId === other)?.dueAt, null, 'its category is observed')
    t.ok(billing.some(({ control }) => control))
    t.ok(billing.some(({ control }) => !control))
    for (const { control, state, dueAt } of billing)
      t.same([state, dueAt], control ? [null, null] : ['due', noon + 2_000])
  },
)

t.test(
  'a ticket over which the classifier stumbles keeps no other back, and its words are in no log',
  async (t) => {
    const clock = startClock()
    const { helpdesk, write } = await openFreshdesk(t, clock)
    const { store, find, polled, lines } = await openFinding(t, helpdesk, { clock })
    const bad = await write('please stumble over my secret')
    const good = await write('La factura')
    find().start()
    await polled()
    t.equal((await store.find('main', bad))?.skipped, 'defect')
    t.equal((await store.find('main', good))?.prediction?.category, 'billing')
    t.match(lines.join('\n'), `"ticket":"${bad}"`)
    t.notMatch(lines.join('\n'), 'secret')
  },
)

t.test('a crash between reading and storing repeats the reading, and no prediction', async (t) => {
  const clock = startClock()
  const { helpdesk, write } = await openFreshdesk(t, clock)
  const { store, find, classifier, polled } = await openFinding(t, helpdesk, { clock })
  const ids: string[] = []
  for (let at = 0; at < 130; at += 1) {
    clock.jump(1_000)
    ids.push(await write(`Factura ${at}`))
  }
  let commits = 0
  const dying = {
    ...store,
    commitPage: async (page: Parameters<typeof store.commitPage>[0]) => {
      commits += 1
      if (commits === 2) throw new TriageUnavailable('unavailable', 'Try again.')
      return store.commitPage(page)
    },
  }
  const first = find({ store: dying })
  first.start()
  await until(() => commits === 2)
  await first.stop()
  t.equal((await store.counts({ helpdesk: 'main', since: 0 })).predicted, 100)
  const asked = classifier.texts.length
  find().start()
  await polled()
  const { predicted } = await store.counts({ helpdesk: 'main', since: 0 })
  t.equal(predicted, 130)
  t.equal(asked, 130)
  t.equal(classifier.texts.length, 160, 'only what was not stored is read again')
})

t.test('a ticket that changes between pages is seen as it is, and none is left out', async (t) => {
  const clock = startClock()
  const { helpdesk, write, change, groupId } = await openFreshdesk(t, clock)
  const ids: string[] = []
  for (let at = 0; at < 250; at += 1) {
    clock.jump(1_000)
    ids.push(await write('Factura'))
  }
  clock.jump(60_000)
  let isFirst = true
  const { store, find, polled } = await openFinding(t, helpdesk, {
    clock,
    helpdesk: {
      ...helpdesk,
      listChangedSince: async (from, options) => {
        const read = await helpdesk.listChangedSince(from, options)
        if (isFirst) {
          isFirst = false
          // From a page that was read, and from one that comes.
          await change(ids[3] ?? '', { group_id: groupId('Soporte'), status: 4 })
          await change(ids[150] ?? '', { group_id: groupId('Soporte') })
        }
        return read
      },
    },
  })
  find().start()
  await polled()
  t.equal((await store.counts({ helpdesk: 'main', since: 0 })).predicted, 250)
  t.match(await store.find('main', ids[3] ?? ''), { outcome: 'wrong', left: { group: 'Soporte' } })
  t.match(await store.find('main', ids[150] ?? ''), { outcome: null, left: { group: 'Soporte' } })
})

for (const skewMs of [120_000, -120_000])
  t.test(`a help desk whose clock is ${skewMs / 1_000} s ahead of ours loses no change`, async (t) => {
    const clock = startClock()
    const { helpdesk, write, change } = await openFreshdesk(t, clock, skewMs)
    const { store, find, polled } = await openFinding(t, helpdesk, { clock })
    const old = await write('Factura de antes')
    find().start()
    await polled()
    t.ok((await store.find('main', old))?.prediction)
    const ids: string[] = []
    for (let at = 0; at < 5; at += 1) {
      ids.push(await write('Factura'))
      await clock.advance(minuteMs)
      await polled()
      await change(ids[at] ?? '', { status: 3 })
      await clock.advance(minuteMs)
      await polled()
      await change(ids[at] ?? '', { priority: 4, status: 4 })
    }
    await clock.advance(minuteMs)
    await polled()
    for (const id of ids)
      t.match(await store.find('main', id), { left: { status: 'solved', priority: 'urgent' } })
    t.equal((await store.counts({ helpdesk: 'main', since: 0 })).predicted, 6)
  })

t.test(
  'a ticket that changes again in the second in which it was read comes again, whatever our clock says',
  async (t) => {
    for (const skewMs of [120_000, 0, -120_000]) {
      const clock = startClock()
      const { helpdesk, write, change } = await openFreshdesk(t, clock, skewMs)
      const options = { lane: 'background' } as const
      const id = await write('Factura')
      const first = await helpdesk.listChangedSince({ since: noon - 600_000 }, options)
      await change(id, { priority: 4 })
      const second = first.ok ? await helpdesk.listChangedSince({ cursor: first.value.next }, options) : first
      t.match(second, { ok: true, value: { tickets: [{ id, priority: 'urgent' }] } }, `${skewMs} ms ahead`)
    }
  },
)

t.test('after days of downtime it goes on where it stopped', async (t) => {
  const clock = startClock()
  const { helpdesk, write } = await openFreshdesk(t, clock)
  const { store, find, polled } = await openFinding(t, helpdesk, { clock })
  const finder = find()
  await write('Factura')
  finder.start()
  await polled()
  await finder.stop()
  clock.jump(86_400_000)
  const first = await write('Factura del lunes')
  clock.jump(3 * 86_400_000)
  const second = await write('Factura del jueves')
  find().start()
  await polled()
  for (const id of [first, second]) t.ok((await store.find('main', id))?.prediction, id)
  await finder.stop()
  finder.start()
  t.equal(clock.pending(), 1, 'what was stopped stays so')
})
