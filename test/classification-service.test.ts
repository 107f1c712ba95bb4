import { join } from 'node:path'
import t from 'tap'
import { createBundleStore } from '../src/classify/bundles/create-bundle-store.ts'
import { trainSmall } from './classify/bundles/small-bundle.ts'
import { putModels } from './commands/small-models.ts'
import { apiKey, getJson, postHandoff, startService } from './start-service.ts'

const summaries = {
  billing: 'En mayo me pasasteis dos veces el mismo recibo de 40 euros y quiero saber por qué',
  chat: '¿Qué tiempo va a hacer mañana en Sevilla?',
}

const classifyText = async (url: string, body: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(`${url}/v1/classifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Record<string, unknown>
}

t.test('on day one: what ships files a hand-off, and its record and ticket say why', async (t) => {
  const service = await startService(t, { config: { classification: { note: true } } })
  const answer = await postHandoff(
    service,
    { user_email: 'ana@example.com', conversation_summary: summaries.billing },
    { wait: 10 },
  )
  const { handoff_id: id } = (await answer.json()) as { handoff_id: string }
  await service.dependencies.ledger.waitUntilSettled(id, 10_000)

  const detail = (await getJson(service, `/v1/handoffs/${id}`)) as { classification: Record<string, unknown> }
  t.match(detail.classification, {
    category: 'billing',
    decided_by: 'model',
    model: 'starter',
    language: { code: 'es' },
    runner_up: /./,
    reasons: [/^These words speak for Billing rather than/],
    steps: [
      { step: 'rules', verdict: 'unsure' },
      { step: 'model', verdict: 'decided' },
    ],
  })
  const { words, confidence } = detail.classification as {
    words: { text: string; contribution: number }[]
    confidence: number
  }
  t.ok(
    words.some(({ text }) => text.includes('recib')),
    JSON.stringify(words),
  )
  t.ok(confidence > 0.7 && confidence <= 1)

  const [ticket] = [...service.sandbox.account.tickets.values()]
  t.ok(ticket?.tags.includes('billing'))
  const said = JSON.stringify(await getJson(service, '/v1/tickets/1/conversation'))
  t.match(said, /Clasificado por el modelo/, 'the private note says who, in the language of the hand-off')
  t.match(said, /Estas palabras apuntan a Facturación/)
  t.notMatch(service.rawLogs(), /recibo/, 'and no log has a word of it')

  const metrics = await (await fetch(`${service.url}/metrics`)).text()
  t.match(metrics, /relevo_classifications_total\{decided_by="model",category="billing"\} 1/)
  t.match(metrics, /relevo_classification_step_seconds_count\{step="model",verdict="decided"\} 1/)
  t.match(metrics, /relevo_classification_confidence_count\{category="billing"\} 1/)
})

t.test('is unsure about what is no support at all, and one text does not change another', async (t) => {
  const service = await startService(t)
  const { items } = await classifyText(service.url, {
    items: [{ text: summaries.chat }, { text: summaries.billing }, { text: '🙂' }],
  })
  t.match(items, [
    { category: null, decided_by: 'none', model: 'starter' },
    { category: 'billing', decided_by: 'model' },
    { category: null, language: null },
  ])
})

t.test('a model that is promoted serves within seconds, and no model is no trouble', async (t) => {
  const dataDir = t.testdir()
  const service = await startService(t, { dataDir })
  t.match(await classifyText(service.url, { text: summaries.billing }), { model: 'starter' })
  const [name = ''] = await putModels(dataDir, await trainSmall())
  const store = createBundleStore({
    folder: join(dataDir, 'models'),
    starter: async () => null,
    onRefused: (why) => t.fail(why),
  })
  await store.promote(name, 'by hand')
  for (let made: Record<string, unknown> = {}; made['model'] !== name; )
    made = await classifyText(service.url, { text: summaries.billing })
  t.pass(name)

  const without = await startService(t, { config: { classification: { model: 'none' } } })
  t.match(await classifyText(without.url, { text: summaries.billing }), {
    category: 'billing',
    decided_by: 'rule',
    model: null,
  })
})

t.test(
  'what ships says nothing of categories of a company’s own, and still tells the priority',
  async (t) => {
    const service = await startService(t, {
      config: { categories: { billing: { keywords: ['zzz'] }, repairs: {} } },
    })
    const made = await classifyText(service.url, { text: summaries.billing })
    t.match(made, { category: null, model: 'starter' })
    t.match(made['priority'], /^(low|medium|high|urgent)$/)
  },
)
