import type { Test } from 'tap'
import t from 'tap'
import { createBundleStore } from '../../src/classify/bundles/create-bundle-store.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createLogger } from '../../src/ops/create-logger.ts'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { FreshdeskSandboxOptions } from '../../src/sandbox/freshdesk/options.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { createTriageStore } from '../../src/triage/store/create-triage-store.ts'
import { aboutBundle, trainSmall } from '../classify/bundles/small-bundle.ts'
import { answerEmbeddings, inputOf } from '../classify/encoders/answer-embeddings.ts'
import { openFakeLlm } from '../classify/llm/open-fake-llm.ts'
import { run } from './run.ts'
import { putModels } from './small-models.ts'

const open = async (t: Test, options: FreshdeskSandboxOptions = {}, yaml?: string) => {
  const sandbox = createFreshdeskSandbox({ apiKeys: { 'good-key-0123456789': {} }, ...options })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const folder = t.testdir(yaml === undefined ? {} : { 'relevo.yaml': yaml })
  const env = {
    FRESHDESK_BASE_URL: served.url,
    FRESHDESK_API_KEY: 'good-key-0123456789',
    RELEVO_WEBHOOK_SECRET: 'a-long-enough-secret-0123',
    RELEVO_DATA_DIR: `${folder}/data`,
    ...(yaml === undefined ? {} : { RELEVO_CONFIG: `${folder}/relevo.yaml` }),
  }
  return { sandbox, served, env }
}

t.test('a good set-up is ready, and the test hand-off leaves no ticket', async (t) => {
  const { sandbox, env } = await open(t)
  const { code, out } = await run(['check', '--send-test'], env)
  t.equal(code, 0, out)
  t.match(out, /main: credentials: works as agent/)
  t.match(out, /main: rate limit: 700 calls per 60 s/)
  t.match(out, /test hand-off: ticket #1 was made and removed again/)
  t.match(out, /Ready/)
  t.equal([...sandbox.account.tickets.values()].filter(({ deleted }) => !deleted).length, 0)
})

t.test('a wrong key fails with what to do', async (t) => {
  const { env } = await open(t)
  const { code, out } = await run(['check', '--send-test'], {
    ...env,
    FRESHDESK_API_KEY: 'wrong-key-0123456789',
  })
  t.equal(code, 1)
  t.match(out, /FAIL main: credentials[\s\S]*FRESHDESK_API_KEY/)
  t.match(out, /skip main: test hand-off/)
  t.notMatch(out, /wrong-key-0123/)
})

t.test('a help desk that is not there fails with what to do', async (t) => {
  const { env, served } = await open(t)
  await served.close()
  t.match(await run(['check'], env), {
    code: 1,
    out: /FAIL main: credentials: .* Asked: 127\.0\.0\.1:\d+\.[\s\S]*FRESHDESK_DOMAIN/,
  })
})

t.test('what the configuration names and the account lacks is a warning with the choices', async (t) => {
  const yaml = `
sources:
  betsur:
    authentication: { kind: secret, secrets: [a-long-enough-secret-0123] }
    group: Nadie
    customFields: { cf_nothing: x }
categories:
  billing: { names: [pagos], type: Reclamo, group: Pagos }
`
  const { env } = await open(
    t,
    {
      groups: [{ name: 'Pagos' }],
      fields: {
        custom: [
          {
            name: 'cf_product',
            label: 'Product',
            kind: 'dropdown',
            choices: ['A', 'B'],
            requiredForAgents: true,
          },
        ],
      },
    },
    yaml,
  )
  const { code, out } = await run(['check'], env)
  t.equal(code, 0)
  t.match(out, /warn main: required field Product[\s\S]*required: \{ cf_product: "A" \}/)
  t.match(out, /warn main: categories.billing.type: "Reclamo" does not exist/)
  t.match(out, /warn main: sources.betsur.group: "Nadie" does not exist[\s\S]*Pagos/)
  t.match(
    out,
    /warn main: sources.betsur.customFields: "cf_nothing" does not exist[\s\S]*use one of: cf_product\n/,
  )
  t.match(out, /Ready, with \d+ warnings/)
})

t.test('a test hand-off that cannot become a ticket fails the check', async (t) => {
  const { sandbox, env } = await open(t)
  sandbox.faults.add({ kind: 'forbidden' }, { method: 'DELETE' })
  const { code, out } = await run(['check', '--send-test'], env)
  t.equal(code, 0)
  t.match(
    out,
    /warn main: test hand-off: ticket #1 was made, but could not be removed[\s\S]*Delete ticket #1/,
  )
})

t.test('a Zendesk is checked in its own words', async (t) => {
  const sandbox = createZendeskSandbox({ apiTokens: ['good-token-0123456789'], groups: [{ name: 'Pagos' }] })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const env = {
    ZENDESK_BASE_URL: served.url,
    ZENDESK_EMAIL: 'ada@sandbox.example',
    ZENDESK_API_TOKEN: 'good-token-0123456789',
    RELEVO_WEBHOOK_SECRET: 'a-long-enough-secret-0123',
    RELEVO_DATA_DIR: `${t.testdir()}/data`,
  }
  const good = await run(['check', '--send-test'], env)
  t.equal(good.code, 0, good.out)
  t.match(good.out, /main: credentials: works as agent ada@sandbox.example/)
  t.match(good.out, /main: rate limit: 700 calls per 60 s/)
  t.match(good.out, /test hand-off: ticket #1 was made and removed again/)
  t.equal(sandbox.account.tickets.get(1)?.status, 'deleted')
  const wrong = await run(['check'], { ...env, ZENDESK_API_TOKEN: 'wrong-token-0123456789' })
  t.equal(wrong.code, 1)
  t.match(wrong.out, /FAIL main: credentials[\s\S]*ZENDESK_API_TOKEN/)
  t.notMatch(wrong.out, /wrong-token-0123|FRESHDESK/)
})

t.test('the help desk that takes over is looked at too', async (t) => {
  const second = createZendeskSandbox({ apiTokens: ['good-token-0123456789'], groups: [{ name: 'Pagos' }] })
  const served = await serveSandbox({ sandbox: second })
  t.teardown(() => served.close())
  const main = createFreshdeskSandbox({
    apiKeys: { 'good-key-0123456789': {} },
    groups: [{ name: 'Soporte' }],
  })
  const mainServed = await serveSandbox({ sandbox: main })
  t.teardown(() => mainServed.close())
  const check = (token: string, of = 'second') =>
    run(['check'], {
      RELEVO_DATA_DIR: `${folder}/data`,
      RELEVO_CONFIG: `${folder}/${of}.yaml`,
      TOKEN: token,
    })
  const yaml = (fallback: string) => `
sources:
  betsur:
    authentication: { kind: secret, secrets: [a-long-enough-secret-0123] }
    group: Soporte
helpdesks:
  main:
    vendor: freshdesk
    baseUrl: ${mainServed.url}
    apiKey: good-key-0123456789
    fallback: { helpdesk: ${fallback}, after: 45m }
  again: { vendor: freshdesk, baseUrl: "${mainServed.url}", apiKey: good-key-0123456789 }
  second: { vendor: zendesk, baseUrl: "${served.url}", email: ada@sandbox.example, apiToken: "\${TOKEN}" }
`
  const folder = t.testdir({ 'second.yaml': yaml('second'), 'again.yaml': yaml('again') })
  const good = await check('good-token-0123456789')
  t.match(good.out, /main: fallback: second takes over what has been open for 45 min while main is away\n/)
  t.match(good.out, /warn second: sources.betsur.group: "Soporte" does not exist/)
  t.notMatch(good.out, /warn main: sources.betsur.group/)
  const bad = await check('wrong-token-0123456789')
  t.match(bad.out, /warn main: fallback: .*could not be proved/)
  t.match((await check('good-token-0123456789', 'again')).out, /warn main: fallback: .*the same account/)
})

t.test('JSON says the same to programs', async (t) => {
  const { env } = await open(t)
  const { code, out } = await run(['check', '--json'], env)
  t.equal(code, 0)
  t.match(JSON.parse(out), { ok: true, results: [{ status: 'ok' }] })
  t.match(await run(['check'], {}), { code: 3, out: /The configuration has 2 faults; what comes after/ })
  const bad = await run(['check', '--json'], {})
  t.equal(bad.code, 3)
  t.match(JSON.parse(bad.out), { ok: false })
})

t.test('a store that cannot be used fails the check', async (t) => {
  const { env } = await open(t)
  const folder = t.testdir({
    data: { 'relevo.db': 'not a database but long enough to be taken for one, hopefully' },
  })
  t.match(await run(['check'], { ...env, RELEVO_DATA_DIR: `${folder}/data` }), {
    code: 1,
    out: /FAIL store: Cannot open/,
  })
})

t.test('tells whether the encoder answers, and whether the model in use was trained with it', async (t) => {
  const { baseUrl, asked } = await openFakeLlm(t, (given) =>
    answerEmbeddings(inputOf(given).map(() => [1, 2, 3])),
  )
  const yaml = `classification: { encoder: { kind: embeddings, baseUrl: '${baseUrl}', model: tiny } }\n`
  const { env } = await open(t, {}, yaml)
  const alone = await run(['check'], env)
  t.match(alone, { code: 0, out: /ok {3}encoder: embeddings:tiny reads a text within \d+ ms, as 3 numbers/ })
  t.match(alone.out, /warn encoder: model: no model that was trained with it is in use\n.*relevo train/)
  t.equal(asked.length, 2)

  const about = aboutBundle({ encoder: 'embeddings:large' })
  const [name = ''] = await putModels(env.RELEVO_DATA_DIR, await trainSmall(), [{ about }])
  await createBundleStore({
    folder: `${env.RELEVO_DATA_DIR}/models`,
    starter: async () => null,
    onRefused: (why) => t.fail(why),
  }).promote(name, 'test')
  const other = await run(['check'], env)
  t.match(other.out, `the model in use, ${name}, was trained with embeddings:large: it is not asked`)
})

t.test('a set-up with triage is told whether it can work, and whether events arrive', async (t) => {
  const yaml = `
helpdesks:
  main: { vendor: freshdesk, baseUrl: "\${BASE}", apiKey: good-key-0123456789, events: { secrets: [the-secret-of-the-rule] } }
publicUrl: https://relevo.example.com
triage: { mode: observe, categories: { billing: { mode: apply }, sales: { mode: apply, threshold: 0.9 } }, group: Nadie }
`
  const { env } = await open(t, { groups: [{ name: 'Pagos' }] }, yaml)
  const { FRESHDESK_BASE_URL: BASE, FRESHDESK_API_KEY: _, ...rest } = env
  const check = () => run(['check'], { ...rest, BASE })
  const first = await check()
  t.equal(first.code, 0, first.out)
  t.match(first.out, /ok {3}main: triage: changes can be listed/)
  t.match(first.out, /warn main: triage.group: "Nadie" does not exist[\s\S]*Pagos/)
  t.match(first.out, /warn main: triage modes: written without a measured threshold[^\n]*: billing\n/)
  t.match(first.out, /warn main: events: configured, and none has come yet/)
  t.match(first.out, /POST to https:\/\/relevo\.example\.com\/webhooks\/freshdesk/)
  t.notMatch(first.out, /the-secret-of-the-rule/)

  const logger = createLogger({ level: 'silent' })
  const database = await openDatabase({ dataDir: env.RELEVO_DATA_DIR, exclusive: false, logger })
  const store = createTriageStore({ database, logger })
  await store.putHint({ helpdesk: 'main', ticketId: '11', toldAt: Date.now(), changes: [] })
  await store.setSwitch('stop', 'on', { who: 'cli:carmen', at: Date.now() })
  await database.close()
  const second = await check()
  t.match(second.out, /ok {3}main: events: the last came less than a minute ago/)
  t.match(second.out, /warn triage: nothing is written: cli:carmen has stopped it/)
})

t.test('without triage nothing is said of it', async (t) => {
  const { env } = await open(t)
  t.notMatch((await run(['check'], env)).out, /main: (triage|events)/)
})

t.test('an agent of Zendesk who may not export changes is told so', async (t) => {
  const sandbox = createZendeskSandbox({
    apiTokens: ['good-token-0123456789'],
    agents: [{ name: 'Ann', email: 'ann@sandbox.example', role: 'agent' }],
  })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const folder = t.testdir({ 'relevo.yaml': 'triage: {}\n' })
  const { code, out } = await run(['check'], {
    ZENDESK_BASE_URL: served.url,
    ZENDESK_EMAIL: 'ann@sandbox.example',
    ZENDESK_API_TOKEN: 'good-token-0123456789',
    RELEVO_WEBHOOK_SECRET: 'a-long-enough-secret-0123',
    RELEVO_DATA_DIR: `${folder}/data`,
    RELEVO_CONFIG: `${folder}/relevo.yaml`,
  })
  t.equal(code, 0, out)
  t.match(out, /warn main: triage: what has changed cannot be listed[\s\S]*an administrator: Zendesk exports/)
  t.match(out, /skip main: events: the help desk does not tell of changes/)
})
