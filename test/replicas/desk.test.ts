import t from 'tap'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { apiKey, postHandoff, type Service, startService } from '../start-service.ts'

const waitUntil = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let turn = 0; turn < 600; turn++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`It did not come about that ${what}.`)
}

/** A browser that a balancer sends to either replica: it keeps cookies, and the token of the last page. */
const openBrowser = () => {
  const jar = new Map<string, string>()
  let token = ''
  const ask = async (service: Service, path: string, fields?: Record<string, string>) => {
    const answer = await fetch(`${service.url}${path}`, {
      method: fields === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        origin: service.url,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(fields === undefined ? {} : { body: new URLSearchParams({ ...fields, _csrf: token }) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const text = await answer.text()
    token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? token
    return { status: answer.status, text }
  }
  return ask
}

t.test('two replicas are one desk', { skip: postgresMissing() }, async (t) => {
  const { url: databaseUrl } = await openTestDatabase(t)
  const config = { desk: { undo: '1s', inbox: { every: '1s' } }, delivery: { settle: '100ms' } }
  const first = await startService(t, { databaseUrl, config })
  const second = await startService(t, { databaseUrl, config, beside: first })
  const [one, other] = await Promise.all(
    [first, second].map(async (service) => {
      const desk = await service.dependencies.loadDesk()
      if (desk === null) throw new Error('There is a desk.')
      return desk.dependencies
    }),
  )
  if (one === undefined || other === undefined) throw new Error('There are two.')
  const handoff = { user_email: 'ana@example.com', conversation_summary: 'I forgot my password.' }
  const posted = await postHandoff(first, handoff, { wait: 20 })
  t.equal(posted.status, 201)
  const [ticket] = [...first.sandbox.account.tickets.values()]
  const ticketId = String(ticket?.id)

  t.test('who has signed in at one is signed in at the other, and out of both', async (t) => {
    const { secret } = await one.users.invite(null, 'test')
    const phrase = 'barco lento de papel'
    const accepted = await one.users.accept(secret, phrase, { email: 'carmen@example.com', name: 'Carmen' })
    t.equal(accepted.kind, 'accepted')
    const ask = openBrowser()
    await ask(first, '/sign-in')
    const signedIn = await ask(second, '/sign-in', { email: 'carmen@example.com', password: phrase })
    t.equal(signedIn.status, 303, 'the token of the one holds at the other')
    for (const service of [first, second, first]) {
      const page = await ask(service, '/account')
      t.equal(page.status, 200)
      t.match(page.text, /Carmen/)
    }
    await ask(first, '/sign-out', {})
    await waitUntil('the other has heard of it', async () => (await ask(second, '/account')).status === 303)
  })

  t.test('what is switched at one is seen at the other', async (t) => {
    await one.switches.set('pause:llm', true, 'user:carmen@example.com')
    await waitUntil('it is seen', () => other.switches.isOn('pause:llm'))
    await other.switches.set('pause:llm', false, 'user:carmen@example.com')
    await waitUntil('it is seen', () => !one.switches.isOn('pause:llm'))
    t.match(await one.switches.list(), [{ name: 'pause:llm', on: false }])
  })

  t.test('one reads the tickets, and both list them', async (t) => {
    for (const { inbox } of [one, other])
      await waitUntil('it is listed', async () => (await inbox.find({ helpdesk: 'main', ticketId })) !== null)
    const readers = [first, second].filter(({ logs }) =>
      logs().some(({ msg, duty }) => msg === 'duty taken' && duty === 'inbox main'),
    )
    t.equal(readers.length, 1)
  })

  t.test('a draft of one goes on at the other', async (t) => {
    let id = ''
    const order = { helpdesk: 'main', ticketId, language: null, agentName: 'Carmen', who: 'user:c' }
    for await (const event of one.assist.generate({
      ...order,
      withSecrets: false,
      signal: AbortSignal.timeout(20_000),
    }))
      if (event.kind === 'draft') id = event.draft.id
    t.match(await other.assist.ofTicket({ helpdesk: 'main', ticketId }), [{ id, state: 'open', latest: 1 }])
    const edited = await other.assist.edit({ draftId: id, text: 'Hello Ana.', from: 1, who: 'user:d' })
    t.equal(edited.kind, 'kept')
    t.equal((await one.assist.find(id))?.latest, 2)
  })

  t.test('a reply that is clicked at both is sent once', async (t) => {
    const order = { key: 'form', helpdesk: 'main', ticketId, kind: 'reply', text: 'Hello Ana.' } as const
    const click = { ...order, status: null, draft: null, who: 'user:carmen@example.com' }
    const clicks = await Promise.all([one.outbox.send(click), other.outbox.send(click)])
    t.same(clicks.map(({ kind }) => kind).sort(), ['duplicate', 'held'])
    const id = clicks[0]?.item.id ?? ''
    for (const { outbox } of [one, other])
      await waitUntil('it is sent', async () => (await outbox.find(id))?.state === 'sent')
    const said = [...first.sandbox.account.conversations.of(Number(ticketId))]
    t.equal(said.filter(({ body }) => body.includes('Hello Ana.')).length, 1)
    const senders = [first, second].filter(({ logs }) => logs().some(({ outbox }) => outbox === id))
    t.equal(senders.length, 1)
  })

  t.test('who is erased by the one is forgotten by both', async (t) => {
    const answer = await fetch(`${second.url}/v1/erasures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ email: 'ana@example.com' }),
    })
    t.match(await answer.json(), { ok: true, erased: 1, forgotten: { tickets: 1, drafts: 1, replies: 1 } })
    const key = { helpdesk: 'main', ticketId }
    t.equal(await one.inbox.find(key), null)
    t.same(await one.assist.ofTicket(key), [])
    t.match(await one.outbox.ofTicket(key), [{ state: 'sent', text: null }])
  })
})
