import t from 'tap'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { getJson, postHandoff, type Service, startService } from '../start-service.ts'

const handoff = (number: number, person = number) => ({
  user_email: `person-${person}@example.com`,
  conversation_summary: `Petition ${number}: the parcel has not arrived.`,
  category: 'shipping',
  subject: `Petition ${number}`,
  message_id: `petition-${number}`,
})

const subjects = (service: Service): string[] =>
  [...service.sandbox.account.tickets.values()].map((ticket) => ticket.subject ?? '').sort()

const waitUntil = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (let turn = 0; turn < 400; turn++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`It did not come about that ${what}.`)
}

t.test('two replicas on one database', { skip: postgresMissing() }, async (t) => {
  const { url: databaseUrl } = await openTestDatabase(t)
  const first = await startService(t, { databaseUrl })
  const second = await startService(t, { databaseUrl, beside: first })

  t.test('either accepts, both deliver, and each hand-off becomes one ticket', async (t) => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        postHandoff(number % 2 === 0 ? first : second, handoff(number), { wait: 20 }),
      ),
    )
    t.ok(answers.every(({ status }) => status === 201))
    t.equal(first.sandbox.account.tickets.size, 20)
    t.equal(new Set(subjects(first)).size, 20)
    const sums = await Promise.all([getJson(first, '/v1/custody'), getJson(second, '/v1/custody')])
    t.match(sums, [
      { received: 20, delivered: 20, balanced: true },
      { received: 20, delivered: 20, balanced: true },
    ])
  })

  t.test('a repeat is recognised by the other replica, and so is a conflict', async (t) => {
    const again = await postHandoff(second, handoff(0), { wait: 5 })
    t.equal(again.status, 201)
    t.match(await again.json(), { duplicate: true, status: 'delivered' })
    const other = { ...handoff(1), conversation_summary: 'Something else.' }
    t.equal((await postHandoff(first, other)).status, 409)
    t.equal(first.sandbox.account.tickets.size, 20)
  })

  t.test('the same hand-off posted to both at the same moment is taken once', async (t) => {
    for (let number = 100; number < 110; number++) {
      const answers = await Promise.all(
        [first, second, first, second].map((service) => postHandoff(service, handoff(number), { wait: 20 })),
      )
      t.ok(answers.every(({ status }) => status === 201))
      const bodies = await Promise.all(answers.map((answer) => answer.json()))
      t.equal(new Set(bodies.map(({ handoff_id }) => handoff_id)).size, 1)
      t.equal(bodies.filter(({ duplicate }) => duplicate === false).length, 1)
    }
    t.equal(first.sandbox.account.tickets.size, 30)
  })

  t.test('who waits at one replica hears at once what the other has delivered', async (t) => {
    await first.worker.stop({ deadlineMs: 2000 })
    const startedAt = performance.now()
    const answer = await postHandoff(first, handoff(200), { wait: 20 })
    t.equal(answer.status, 201, 'the first no longer delivers')
    t.match(await answer.json(), { status: 'delivered', ticket: { action: 'created' } })
    t.ok(performance.now() - startedAt < 10_000, 'long before the time is up')
  })

  t.test("one person's hand-offs keep their order, whoever takes them", async (t) => {
    const person = 999
    for (let number = 300; number < 306; number++) {
      const answer = await postHandoff(number % 2 === 0 ? first : second, handoff(number, person))
      t.equal(answer.status, 202)
    }
    await waitUntil('all are delivered', async () => {
      const sum = await getJson(second, '/v1/custody')
      return typeof sum === 'object' && sum !== null && Reflect.get(sum, 'under_way') === 0
    })
    const listed = await getJson(second, '/v1/handoffs?limit=6')
    const ids: string[] = []
    const items: unknown =
      typeof listed === 'object' && listed !== null ? Reflect.get(listed, 'handoffs') : []
    if (Array.isArray(items)) for (const item of items) ids.push(String(item.id))
    const ends: number[] = []
    for (const id of ids.toSorted()) {
      const entry = await second.dependencies.ledger.find(id)
      ends.push(entry?.endedAt ?? 0)
    }
    t.equal(ends.length, 6)
    t.same(
      ends,
      ends.toSorted((one, other) => one - other),
    )
  })
})
