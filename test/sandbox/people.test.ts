import { getResponse } from 'msw'
import t from 'tap'
import { openBoth } from './both-vendors.ts'

const mail = { email: 'marta@example.com', name: 'Marta', subject: 'My bill', text: 'Where is it?\n<b>' }

for (const { vendor, sandbox, clock, types, authorization, look } of openBoth()) {
  const { people, choices, writes } = sandbox
  const [type = '', otherType = ''] = types
  const put = async (id: number, change: Record<string, unknown>) => {
    const body = vendor === 'zendesk' ? { ticket: change } : change
    const request = new Request(`https://acme.example.com/api/v2/tickets/${id}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await getResponse(sandbox.handlers, request))?.status
  }
  const high = vendor === 'zendesk' ? 'high' : 3

  t.test(
    `${vendor}: customers, agents and rules do what they do, and no call is logged for it`,
    async (t) => {
      sandbox.reset()
      const id = people.write(mail)
      t.equal(people.write({ ...mail, subject: 'Again' }), id + 1)
      t.match(look(id), { agent: null, type: null, priority: 'low', status: 'open', tags: [] })
      people.edit(id, {
        group: 'Billing',
        agent: 'ana@acme.example',
        type,
        priority: 'medium',
        tags: ['vip'],
      })
      const edited = { group: 'Billing', agent: 'Ana Ruiz', type, priority: 'medium', tags: ['vip'] }
      t.match(look(id), edited)
      people.edit(id, { group: 'Orders', status: 'pending' }, 'luis@acme.example')
      t.match(
        look(id),
        { group: 'Orders', agent: null, status: 'pending' },
        'who is not in the group loses it',
      )
      people.reply(id, 'We look into it')
      people.answer(id, 'Thanks')
      t.match(look(id), { said: ['We look into it', 'Thanks'], status: 'open' })
      people.automate(id, { status: 'solved', group: null })
      t.match(look(id), { status: 'solved', group: null })
      people.answer(id, 'It is not')
      t.match(look(id), { status: 'open' })
      people.merge(id + 1, id)
      t.match(look(id + 1), { status: 'closed' })
      t.throws(() => people.merge(id, id), 'with itself')
      t.throws(() => people.merge(id, id + 77), `${id + 77}`)
      people.remove(id)
      t.match(look(id), { isDeleted: true })
      t.equal(sandbox.requests.length, 0)
      t.throws(() => people.edit(id, { priority: 'low' }), /PUT .* 40[45]/, 'gone')
      t.throws(() => people.edit(id + 7, { priority: 'low' }), `${id + 7}`)
      const other = people.write(mail)
      t.throws(() => people.edit(other, { group: 'Nobody' }), /no Nobody: Billing, Orders/)
      t.throws(() => people.edit(other, { priority: 'low' }, 'pepe@acme.example'), /no agent pepe/)
      t.throws(() => people.edit(other, { type: 'no such type' }), /4(00|22)/)
    },
  )

  t.test(`${vendor}: somebody acts between a read and a write`, async (t) => {
    sandbox.reset()
    const [one, two] = [people.write(mail), people.write(mail)]
    const written: number[] = []
    const stop = writes.on((id) => written.push(id))
    writes.once(two, (id) => people.edit(id, { group: 'Billing' }))
    const takenBack = writes.once(null, () => t.fail('it was taken back'))
    takenBack()
    await put(one, { priority: high })
    people.edit(two, { group: 'Orders' })
    t.match(look(two), { group: 'Orders' }, 'not by the write to another ticket, nor by a person’s')
    await put(two, { priority: high })
    t.match(look(two), { group: 'Billing', priority: 'high' }, 'before our write')
    people.edit(two, { group: 'Orders' })
    await put(two, { priority: high })
    t.match(look(two), { group: 'Orders' }, 'once')
    t.same(written, [one, two, two])
    stop()
    await put(two, { priority: high })
    t.equal(written.length, 3)
  })

  t.test(`${vendor}: groups and types come, go and are renamed while it runs`, async (t) => {
    sandbox.reset()
    const id = people.write(mail)
    people.edit(id, { group: 'Orders', type })
    choices.renameGroup('Orders', 'Orders and returns')
    t.match(look(id), { group: 'Orders and returns' })
    const groupId = choices.addGroup('Refunds', ['ana@acme.example'])
    t.equal(await put(id, { group_id: groupId }), 200)
    t.match(look(id), { group: 'Refunds' })
    choices.removeGroup('Refunds')
    t.match(look(id), { group: null })
    t.equal(await put(id, { group_id: groupId }), vendor === 'zendesk' ? 422 : 400)
    choices.removeType(otherType)
    t.equal(await put(id, { type: otherType }), vendor === 'zendesk' ? 422 : 400)
    choices.addType(otherType)
    t.equal(await put(id, { type: otherType }), 200)
    if (vendor === 'zendesk') t.throws(() => choices.renameType(type, 'x'), /cannot be renamed/)
    else {
      choices.renameType(otherType, 'Money back')
      t.match(look(id), { type: 'Money back' })
    }
    for (const act of [
      () => choices.removeGroup('Refunds'),
      () => choices.renameGroup('Refunds', 'x'),
      () => choices.removeType('no such type'),
    ])
      t.throws(act, /There is no/)
  })

  t.test(`${vendor}: the account’s clock can be wrong`, async (t) => {
    sandbox.reset()
    const timeOf = (id: number) => sandbox.account.tickets.get(id)?.createdAt
    sandbox.clock.skew(-120_000)
    t.equal(timeOf(people.write(mail)), clock.now() - 120_000)
    t.equal(sandbox.clock.skewedBy(), -120_000)
    sandbox.reset()
    t.equal(timeOf(people.write(mail)), clock.now())
  })
}
