import t from 'tap'
import { newTicket, openSandbox } from '../open-sandbox.ts'

const search = `/search/tickets?query=${encodeURIComponent('"status:5"')}`

t.test('the archive’s tickets are found at its own addresses alone, and take no changes', async (t) => {
  const { call, account, clock } = openSandbox({ searchDelayMs: 0 })
  await call('POST', '/tickets', newTicket({ status: 5 }))
  await call('POST', '/tickets/1/notes', { body: 'kept' })
  t.equal((await call('GET', '/tickets/archived/1')).status, 404, 'not archived yet')
  Object.assign(account.tickets.get(1) ?? {}, { archived: true })
  clock.advance(1_000)
  t.equal((await call('GET', '/tickets/archived/1')).body.id, 1)
  t.match((await call('GET', '/tickets/archived/1/conversations')).body, [{ body_text: 'kept' }])
  for (const [method, path, body] of [
    ['GET', '/tickets/1'],
    ['GET', '/tickets/1/conversations'],
    ['PUT', '/tickets/1', { status: 2 }],
    ['POST', '/tickets/1/reply', { body: 'x' }],
  ] as const) {
    t.equal((await call(method, path, body)).status, 404, `${method} ${path}`)
  }
  t.same((await call('GET', '/tickets')).body, [])
  t.equal((await call('GET', search)).body.total, 0)
})

t.test('tells which agents are there, and finds articles by their words', async (t) => {
  const { call } = openSandbox({
    agents: [
      { name: 'Ana', email: 'ana@acme.example' },
      { name: 'Luis', email: 'luis@acme.example', available: false },
    ],
    solutions: [
      {
        name: 'Help',
        folders: [{ name: 'All', articles: [{ title: 'Cards', description: '<p>Pay by card</p>' }] }],
      },
    ],
  })
  const agents = (await call('GET', '/agents')).body
  t.same([agents[0].available, agents[1].available], [true, false])
  t.match((await call('GET', '/search/solutions?term=card%20pay')).body, [{ title: 'Cards' }])
  t.same((await call('GET', '/search/solutions?term=card%20cash')).body, [])
})
