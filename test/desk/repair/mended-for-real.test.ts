// What the repair desk mends gets into the ticket: the whole service beside a sandbox that wants more than the bot sends.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { configurationSchema } from '../../../schemas/configuration.ts'
import { parseYaml } from '../../../src/config/parse-yaml.ts'
import { openPolicy } from '../../../src/policy-source.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { silent } from '../../ledger/silent.ts'
import { getJson, postHandoff, type Service, type ServiceOptions, startService } from '../../start-service.ts'
import { openDesk } from '../open-desk.ts'

/** The repair desk of a service. */
const open = async (t: Test, options: ServiceOptions = {}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'relevo-mended-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const service = await startService(t, {
    ...options,
    dataDir,
    config: { desk: { inbox: { every: '1h' } }, ...options.config },
  })
  const whole = await service.dependencies.loadDesk()
  if (whole === null) throw new Error('There is no desk.')
  const { classifier, config, ledger, policy, policyNames, ticketFields } = whole.dependencies
  const { get, post } = await openDesk(t, {
    dependencies: { classifier, config, ledger, policy, policyNames, ticketFields },
  })
  return { service, get, post }
}

const configured = {
  sources: { betsur: { authentication: { kind: 'secret', secrets: ['a-long-secret-for-tests'] } } },
  helpdesks: { main: { vendor: 'freshdesk', domain: 'example.freshdesk.com', apiKey: 'a-key-for-tests' } },
}

let sent = 0
const hand = async (service: Service, wait = 10) => {
  sent += 1
  const body = {
    user_email: `ana${sent}@example.com`,
    conversation_summary: 'No puedo entrar en mi cuenta',
    category: 'access',
    message_id: `m-${sent}`,
  }
  const answer: unknown = await (await postHandoff(service, body, { wait })).json()
  return answer
}

const eventually = async <T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
  for (let left = 400; left > 0; left--) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('It did not come.')
}

const parkedIds = async (service: Service, count: number): Promise<string[]> =>
  eventually(async () => {
    const { entries } = await service.dependencies.ledger.list({ state: ['parked'], limit: 10 })
    return entries.length >= count ? entries.map(({ id }) => id) : undefined
  })

/** What a browser would send of the form of a page. */
const formOf = (body: string): Record<string, string> => {
  const form = body.slice(body.indexOf('name="seen"') - 30)
  const within = form.slice(0, form.indexOf('</form>'))
  const inputs = within.matchAll(/<input [^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)
  const summary = /<textarea [^>]*>\n([^<]*)</.exec(within)?.[1] ?? ''
  return {
    ...Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value])),
    conversation_summary: summary,
    priority: '',
  }
}

t.test('Freshdesk wants Product: mended by form, in bulk, and from then on by a rule', async (t) => {
  const account: NonNullable<ServiceOptions['sandbox']> = {
    products: [{ name: 'Betsur' }, { name: 'Institucional' }],
    fields: { required: ['product'] },
  }
  const { service, get, post } = await open(t, { sandbox: account })
  const { sandbox } = service
  const products = () =>
    [...sandbox.account.tickets.values()].map(
      ({ productId, tags }) =>
        `${sandbox.account.products.get(productId ?? 0)?.name}${tags.includes('relevo-unmapped') ? '?' : ''}`,
    )
  // The account takes none of the products that nobody chose.
  sandbox.faults.fieldFault('product_id', 'missing_field')
  const takeBack = sandbox.faults.fieldFault('product_id')
  for (const _ of [1, 2, 3]) await hand(service, 0)
  const [first = '', ...others] = await parkedIds(service, 3)
  takeBack()
  t.equal(sandbox.account.tickets.size, 0)
  const list = await get('/repair')
  t.match(list.body, 'Freshdesk wants: Product')

  const page = await get(`/repair/${first}`)
  t.ok(
    page.body.indexOf('name="custom:product_id"') < page.body.indexOf('name="user_email"'),
    'it comes first',
  )
  t.match(page.body, '<option value="Institucional">')
  const fields = { ...formOf(page.body), 'custom:product_id': 'Institucional', act: 'send' }
  const done = await post(`/repair/${first}`, fields)
  t.match(done.headers.location, 'said=sent-again')
  await eventually(() => (sandbox.account.tickets.size === 1 ? true : undefined))
  t.same(products(), ['Institucional'])

  const key = /reason\/([0-9a-f]{16})/.exec(list.body)?.[1] ?? ''
  const reason = await get(`/repair/reason/${key}`, { language: 'es' })
  t.match(reason.body, /<select name="custom:product_id">.*<option value="Institucional">/s)
  const bulk = { which: 'ticked', reason: key, what: 'set', 'and-send': 'yes' }
  const [second = '', third = ''] = others
  const chosen = await post('/repair/many', { ...bulk, id: second, 'custom:product_id': 'Institucional' })
  t.match(chosen.body, `/repair/${second}/rule?fixed=custom%3Aproduct_id`)
  // By the name that people know, typed by hand.
  await post('/repair/many', { ...bulk, id: third, field: 'custom', name: 'Product', value: 'institucional' })
  await eventually(() => (sandbox.account.tickets.size === 3 ? true : undefined))
  t.same(products(), ['Institucional', 'Institucional', 'Institucional'])

  const order = { name: 'Product', source: 'yes', 'field:product_id': 'yes', place: 'add' }
  const preview = await post(`/repair/${first}/rule/preview`, order)
  const file = /id="rule-text"[^>]*>\n?([^<]*)</.exec(preview.body)?.[1] ?? ''
  const policy = parseYaml(file.replaceAll('&quot;', '"')).value
  const opened = await openPolicy({
    config: configurationSchema.parse({ ...configured, policy }),
    env: {},
    logger: silent,
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.faults))
  const ruled = await open(t, { sandbox: account, policy: opened.source })
  ruled.service.sandbox.faults.fieldFault('product_id', 'missing_field')
  t.match(await hand(ruled.service), { status: 'delivered' })
  const ticket = [...ruled.service.sandbox.account.tickets.values()][0]
  t.equal(ruled.service.sandbox.account.products.get(ticket?.productId ?? 0)?.name, 'Institucional')
  t.notOk(ticket?.tags.includes('relevo-unmapped'))
  t.match(await getJson(service, '/v1/custody'), { balanced: true, delivered: 3 })
})

t.test('what Zendesk wants is mended by form: a field of its own, and a brand', async (t) => {
  const sandbox = createZendeskSandbox({
    brands: [{ name: 'Betsur' }, { name: 'Institucional' }],
    fields: [
      {
        title: 'Canal',
        type: 'tagger',
        options: [
          { name: 'Web', value: 'canal_web' },
          { name: 'Teléfono', value: 'canal_telefono' },
        ],
        requiredOnCreate: true,
      },
    ],
  })
  const served = await serveSandbox({ sandbox })
  const main = {
    ...{ vendor: 'zendesk', baseUrl: served.url, email: 'ada@sandbox.example', apiToken: 'sandbox-token' },
    timeouts: { connect: '1s', request: '1s' },
  }
  const { service, get, post } = await open(t, { config: { helpdesks: { main } } })
  t.teardown(() => served.close())
  const canal = String([...sandbox.account.fields.values()].find(({ title }) => title === 'Canal')?.id)
  const mend = async (fault: () => () => void, field: string, value: string, lasts: boolean) => {
    const takeBack = fault()
    await hand(service, 0)
    const [id = ''] = await parkedIds(service, 1)
    if (!lasts) takeBack()
    const page = await get(`/repair/${id}`)
    t.match(page.body, `name="custom:${field}"`)
    const before = sandbox.account.tickets.size
    await post(`/repair/${id}`, { ...formOf(page.body), [`custom:${field}`]: value, act: 'send' })
    await eventually(() => (sandbox.account.tickets.size > before ? true : undefined))
    takeBack()
    return { page, ticket: [...sandbox.account.tickets.values()].at(-1) }
  }
  const own = await mend(() => sandbox.faults.fieldFault(canal), canal, 'Teléfono', false)
  t.match(own.page.body, /Canal<\/label><select[^>]*>.*<option value="Teléfono">/s)
  t.equal(own.ticket?.fields[canal], 'canal_telefono')
  t.notOk(own.ticket?.tags.includes('relevo-unmapped'))
  const wants = () => sandbox.faults.fieldFault('brand_id', 'missing_field')
  const brand = await mend(wants, 'brand_id', 'institucional', true)
  t.equal(sandbox.account.brands.get(brand.ticket?.brandId ?? 0)?.name, 'Institucional')
  t.notMatch(brand.ticket?.description, 'institucional')
})
