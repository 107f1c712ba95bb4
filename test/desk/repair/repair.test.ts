import t from 'tap'
import { claimOne, store } from '../../ledger/contract/steps.ts'
import { aHandoff, anEntry } from '../../ledger/new-entry.ts'
import { openDesk } from '../open-desk.ts'
import { freshdesk, park, refuse, wantsProduct } from './stick.ts'

const unescaped = (body: string) => body.replaceAll('&#39;', "'").replaceAll('&quot;', '"')

t.test('what is stuck stands by its reason, in words of the reader', async (t) => {
  const { get, ledger, clock } = await openDesk(t, { config: freshdesk })
  t.match((await get('/repair')).body, 'Nothing waits for a person')
  t.equal((await get('/repair', { role: 'agent' })).statusCode, 403)
  await park(ledger, 'a')
  await park(ledger, 'b', wantsProduct.replace('(400) (invalid)', '(422)'))
  await park(ledger, 'c', 'A <b>lawyer</b> answers.')
  await refuse(ledger, 'd')
  await store(ledger, anEntry('e'))
  const claim = await claimOne(ledger)
  await ledger.retryLater(claim, {
    dueAt: clock.now() + 1e8,
    why: 'The help desk answered with an error (503).',
    failed: true,
  })
  t.notMatch((await get('/repair')).body, 'Waiting for long')
  await clock.advance(20 * 60_000)

  const english = await get('/repair', { role: 'supervisor' })
  t.match(english.body, 'Freshdesk wants: Product')
  t.match(english.body, '2 hand-offs')
  t.match(english.body, 'A &lt;b&gt;lawyer&lt;/b&gt; answers.')
  t.match(english.body, 'There is no way to answer the person. There is nothing to put into a ticket')
  t.match(unescaped(english.body), 'Freshdesk does not answer as it should')
  const spanish = await get('/repair', { language: 'es' })
  t.match(spanish.body, 'Freshdesk pide: Product')
  t.match(spanish.body, 'No hay manera de responder a la persona')

  const [key] = /\/repair\/reason\/([0-9a-f]{16})">Freshdesk wants/.exec(english.body)?.slice(1) ?? []
  const reason = await get(`/repair/reason/${key}`)
  t.equal((reason.body.match(/name="id"/g) ?? []).length, 2)
  t.match(reason.body, 'I cannot log in.')
  t.match((await get('/repair/reason/0000000000000000')).body, 'Nothing is stuck for this reason any more')
})

t.test('a correction keeps what was not touched, and goes on its way', async (t) => {
  const { get, post, ledger } = await openDesk(t, {
    config: freshdesk,
    dependencies: {
      ticketFields: async () => ({
        fields: [
          {
            name: 'product_id',
            label: 'Product line',
            kind: 'dropdown',
            custom: false,
            required: false,
            choices: ['Shoes', 'Bags'],
          },
          {
            name: 'cf_order',
            label: 'Order number',
            kind: 'number',
            custom: true,
            required: true,
            choices: [],
          },
        ],
        types: [],
        statuses: [],
        groups: [],
      }),
    },
  })
  const id = await park(ledger, 'a', wantsProduct, {
    handoff: aHandoff({ summary: 'I cannot log in.\n\nSince\tyesterday.', customFields: { cf_vip: true } }),
  })
  const page = await get(`/repair/${id}`, { role: 'supervisor' })
  t.match(page.body, '>\nI cannot log in.\n\nSince yesterday.</textarea>')
  t.match(page.body, 'Product line')
  t.match(page.body, '<option value="Shoes">Shoes</option>')
  t.match(page.body, 'Order number')
  const form = page.body.slice(page.body.indexOf('name="seen"') - 30)
  const inputs = form
    .slice(0, form.indexOf('</form>'))
    .matchAll(/<input [^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)
  const fields = {
    ...Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value])),
    conversation_summary: 'I cannot log in.\r\n\r\nSince yesterday.',
    priority: '',
    act: 'save',
  }
  t.match((await post(`/repair/${id}`, fields)).body, 'You changed nothing')

  const bad = await post(
    `/repair/${id}`,
    { ...fields, user_email: 'no address', language: 'x'.repeat(40) },
    { language: 'es' },
  )
  t.equal(bad.statusCode, 422)
  t.match(bad.body, /id="in-user_email-fault">Esto no es una dirección de correo/)
  t.match(bad.body, 'No más de 35 caracteres.')
  t.match(bad.body, 'value="no address"')
  const empty = await post(`/repair/${id}`, { ...fields, user_email: '' })
  t.match(empty.body, 'Write an e-mail address or a phone number')

  const saved = await post(
    `/repair/${id}`,
    { ...fields, priority: 'high', 'custom:product_id': 'Shoes', act: 'send' },
    { role: 'supervisor' },
  )
  t.equal(saved.headers.location, `/repair/${id}?fixed=priority%2Ccustom%3Aproduct_id&said=sent-again`)
  t.match(await ledger.find(id), {
    state: 'waiting',
    handoff: {
      priority: 'high',
      customFields: { cf_vip: true, product_id: 'Shoes' },
      requester: { name: 'Ana' },
    },
  })
  t.same(
    (await ledger.history(id)).slice(-2).map(({ event, by }) => [event, by]),
    [
      ['edited', 'user:supervisor@example.com'],
      ['released', 'user:supervisor@example.com'],
    ],
  )
  const after = await get(String(saved.headers.location))
  t.match(after.body, 'You changed: Priority, Product.')
  t.match(after.body, `/repair/${id}/rule?fixed=`)
  t.notMatch((await get(String(saved.headers.location), { role: 'supervisor' })).body, '/rule?fixed=')
  t.match((await get(`/repair/${id}/state`, { part: true })).body, 'hx-trigger="every 3s"')

  // Somebody else opens the old page.
  const late = await post(`/repair/${id}`, { ...fields, category: 'billing' })
  t.equal(late.statusCode, 409)
  t.match(late.body, 'Somebody else has changed it')
})

t.test('who is slower, or too late, is told how it stands', async (t) => {
  const { get, post, ledger } = await openDesk(t, { config: freshdesk })
  const id = await park(ledger, 'a')
  t.equal((await post(`/repair/${id}/dismiss`, { reason: ' ' })).statusCode, 422)
  t.equal(
    (await post(`/repair/${id}/dismiss`, { reason: 'spam' })).headers.location,
    '/repair?said=dismissed',
  )
  t.match(await ledger.find(id), { state: 'dismissed', why: 'spam' })
  const again = await post(`/repair/${id}/dismiss`, { reason: 'spam' }, { language: 'es' })
  t.equal(again.statusCode, 409)
  t.match(again.body, 'Otra persona fue más rápida: ahora está descartada')
  t.match((await get(`/repair/${id}`)).body, 'It is dismissed; there is nothing to mend.')
  t.equal((await get('/repair/ho_nothing')).statusCode, 404)
  t.equal((await post('/repair/ho_nothing', {})).statusCode, 404)
  t.equal((await post(`/repair/${id}`, {}, { role: 'agent' })).statusCode, 403)
})

t.test('what was refused goes on only when it could have come in', async (t) => {
  const { post, ledger } = await openDesk(t, { config: freshdesk })
  const bare = aHandoff({ requester: { email: null, phone: null, name: null } })
  const id = await refuse(ledger, 'a', { handoff: bare })
  const fields = {
    ...{ user_email: '', user_phone: '', user_name: '', conversation_summary: bare.summary },
    ...{ category: 'access', priority: '', language: 'en', tags: '', seen: '', act: 'send' },
  }
  const refused = await post(`/repair/${id}`, fields)
  t.equal(refused.statusCode, 422)
  t.match(refused.body, 'in-user_email-fault')
  const { body } = refused
  const seen = /name="seen" value="([^"]+)"/.exec(body)?.[1] ?? ''
  t.equal((await post(`/repair/${id}`, { ...fields, user_phone: '+34600112233', seen })).statusCode, 303)
  t.match(await ledger.find(id), { state: 'received', handoff: { requester: { phone: '+34600112233' } } })
})

t.test('several are done at once, each by itself, and what was not done says why', async (t) => {
  const { get, post, ledger } = await openDesk(t, { config: freshdesk })
  const ids = [await park(ledger, 'a'), await park(ledger, 'b'), await park(ledger, 'c')]
  await ledger.dismiss(ids[1] ?? '', 'spam', 'ann')
  const key = /reason\/([0-9a-f]{16})/.exec((await get('/repair')).body)?.[1] ?? ''
  t.equal((await post('/repair/many', { reason: key }, { part: true })).statusCode, 422)
  t.match((await post('/repair/many', { id: ids, what: 'dismiss' }, { part: true })).body, 'Write why')
  t.match(
    (await post('/repair/many', { id: ids, what: 'set', field: 'priority', value: 'huge' })).body,
    'Choose one of the list',
  )

  const streamed = await post(
    '/repair/many',
    { id: ids, what: 'set', field: 'custom', name: 'product_id', value: 'Shoes' },
    { part: true },
  )
  t.match(streamed.headers['content-type'], 'text/event-stream')
  t.match(streamed.body, /data: <p>0 of 3<\/p><progress class="bar" max="3" value="0"/)
  t.match(streamed.body, 'Done for 2 of 3.')
  t.match(streamed.body, `/repair/${ids[1]}`)
  t.match(streamed.body, 'Somebody else was quicker: it is dismissed now')
  t.match(await ledger.find(ids[0] ?? ''), {
    state: 'parked',
    handoff: { customFields: { product_id: 'Shoes' } },
  })

  const page = await post(
    '/repair/many',
    { which: 'all', reason: key, what: 'send' },
    { language: 'es', role: 'supervisor' },
  )
  t.match(page.body, 'Hecho con 2 de 2.')
  t.match(await ledger.find(ids[2] ?? ''), { state: 'waiting' })
  t.match(
    (await post('/repair/many', { which: 'all', reason: key, what: 'send' })).body,
    'Nothing is stuck for this reason',
  )
  const repeated = await post('/repair/many', { id: ids, what: 'dismiss', why: 'tidied' })
  t.match(repeated.body, 'Done for 2 of 3.')
})
