import t from 'tap'
import type { AssistStatus, DraftEvent } from '../../../src/assist/assist.ts'
import { AssistUnavailable } from '../../../src/assist/assist-unavailable.ts'
import type { LlmCall } from '../../../src/assist/llm/language-model.ts'
import { pumpEvents } from '../../../src/desk/drafts/pump-events.ts'
import { sumQuality } from '../../../src/desk/drafts/sum-quality.ts'
import { openDrafts } from './open-drafts.ts'
import { aDraft, aVersion, content } from './scripted-assist.ts'

const part = { role: 'agent', part: true } as const
const spanish = { ...part, language: 'es' } as const
const path = '/tickets/main/7/drafts'

const formsOf = (page: string): string => [...page.matchAll(/<form[\s\S]*?<\/form>/g)].map(String).join('\n')
const llm = (state: Exclude<AssistStatus['llm'], 'off'>['state']): AssistStatus['llm'] => ({
  ...{ name: 'tiny', state, tokens: 0, cost: 0, tokensPerDay: 0, costPerDay: 0 },
})

t.test('without a draft it says who would write one, and nothing is written unasked', async (t) => {
  const told: [AssistStatus['llm'], string, string][] = [
    ['off', 'Your playbooks and articles write it.', 'Lo escriben tus guías y artículos.'],
    [llm({ kind: 'ready' }), 'tiny writes it', 'Lo escribe tiny'],
    [llm({ kind: 'paused' }), 'is paused', 'está en pausa'],
    [llm({ kind: 'spent' }), 'is used up', 'se ha agotado'],
    [llm({ kind: 'away', why: 'x', until: 0 }), 'cannot be reached', 'No se llega'],
  ]
  for (const [status, english, es] of told) {
    const { get, asked } = await openDrafts(t, { llm: status })
    const page = (await get(path, part)).body
    t.match(page, english)
    t.match(page, 'Write a draft')
    t.match(page, 'id="reply-text"', 'and a field for one’s own words')
    t.match((await get(path, spanish)).body, es)
    t.same(asked, [])
  }
})

t.test('without script it is a page of its own', async (t) => {
  const { get, post } = await openDrafts(t)
  const page = await get(path, { role: 'agent' })
  t.match(page.body, '<h1>Reply to ticket 7</h1>')
  t.match(page.body, 'drafts.js')
  const written = await post(path, {}, { role: 'agent' })
  t.equal(written.statusCode, 200)
  t.match(written.body, 'Reinicia el router')
})

t.test('a draft comes piece by piece, escaped and with its line breaks, and then as the panel', async (t) => {
  const { post, asked, access } = await openDrafts(t)
  const answer = await post(path, { text: 'My own words' }, part)
  t.match(answer.headers['content-type'], 'text/event-stream')
  const messages = answer.body.split('\n\n').filter((each) => each.includes('data: '))
  t.match(messages[0], 'data-stop="draft-write"')
  t.match(messages[1], '<hx-partial hx-target="#draft-stream" hx-swap="beforeend">Hola,\ndata: </hx-partial>')
  t.match(messages[2], ' Marta &lt;b&gt;')
  t.match(messages[3], 'hx-target="#drafts-panel"')
  t.match(messages[3], 'My own words', 'what was written by hand is still there')
  t.match(asked, [
    {
      helpdesk: 'main',
      ticketId: '7',
      agentName: 'Ana agent',
      who: 'user:agent@example.com',
      withSecrets: false,
    },
  ])
  const { entries } = await access.trail.list({ limit: 5 })
  t.match(entries, [{ what: 'deskGenerateDraft', subject: { kind: 'ticket', id: '7' }, outcome: 'done' }])
  t.notMatch(JSON.stringify(entries), /My own words|Marta/)
})

t.test('secrets are told by kind and place, and only a click goes on', async (t) => {
  const { post, asked, writes } = await openDrafts(t)
  writes(async function* () {
    yield {
      kind: 'secrets',
      findings: [
        { kind: 'password', message: 3 },
        { kind: 'api-key', message: 0 },
      ],
    }
  })
  const { body } = await post(path, {}, part)
  t.match(body, 'a password, in message 3')
  t.match(body, 'an API key, in the text of the reply')
  t.match(body, 'form="draft-write" name="masked"')
  await post(path, { masked: 'yes' }, part)
  t.match(asked, [{ withSecrets: false }, { withSecrets: true }])
})

t.test('what goes wrong is said in words', async (t) => {
  const { post, writes, drafts } = await openDrafts(t)
  writes(async function* () {
    yield { kind: 'failed', code: 'nothing-said', detail: null }
  })
  t.match((await post(path, {}, spanish)).body, 'El ticket todavía no dice nada')
  writes(async function* () {
    yield { kind: 'text', text: 'Ho' }
    throw new AssistUnavailable('locked', 'Wait.')
  })
  t.match((await post(path, {}, part)).body, 'It could not be kept. Try again in a moment.')
  writes(async function* () {
    yield { kind: 'text', text: 'first' }
    yield { kind: 'again' }
    yield { kind: 'notice', code: 'llm-failed' }
    drafts.unshift(aDraft())
    yield { kind: 'draft', draft: aDraft() }
  })
  const { body } = await post(path, {}, part)
  t.match(body, 'hx-target="#draft-stream" hx-swap="textContent"', 'what was shown does not count')
  t.match(body.split('<hx-partial hx-target="#drafts-panel"').at(-1), 'The language model did not finish')
})

t.test('who leaves stops the writing, and what was written is kept all the same', async (t) => {
  const steps: string[] = []
  const lost: unknown[] = []
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>()
  const { promise: kept, resolve: keep } = Promise.withResolvers<void>()
  const write = async function* (): AsyncGenerator<DraftEvent> {
    yield { kind: 'text', text: 'a' }
    await gone
    yield { kind: 'notice', code: 'stopped' }
    steps.push('kept')
    keep()
    throw new Error('after the end')
  }
  for await (const _event of pumpEvents(write(), (error) => lost.push(error))) break
  leave()
  await kept
  t.same(steps, ['kept'])
  await new Promise((resolve) => setImmediate(resolve))
  t.match(lost, [{ message: 'after the end' }])
})

t.test('what is for the agent alone is in no form, and no address but of the web is a link', async (t) => {
  const { get } = await openDrafts(t, { drafts: [aDraft()] })
  const { body } = await get(path, part)
  t.match(body, 'For you alone, never sent')
  t.match(body, 'name="text" lang="es"')
  t.match(body, 'needs follow-up')
  t.match(body, 'unsupported')
  t.match(body, '<mark>[número de pedido]</mark>')
  t.match(body, 'data-text="¿Desde cuándo pasa?"')
  t.match(body, '<code id="command-1">ping 10.0.0.1</code>')
  t.match(body, /<span id="command-3">Restart the service\.<\/span>.*data-copy="command-3"/)
  t.notMatch(formsOf(body), /ip link set|lost|ping 10/)
  t.match(body, 'The router &lt;b&gt;lost&lt;/b&gt;')
  t.notMatch(body, 'href="javascript')
  t.match(body, 'href="https://docs.example.com/router" target="_blank" rel="noopener noreferrer"')
  t.match((await get(path, spanish)).body, 'Solo para ti, nunca se envían')
})

t.test('typing is kept as a version, and two people lose nothing', async (t) => {
  const draft = aDraft()
  const { post, drafts } = await openDrafts(t, { drafts: [draft] })
  const edit = (text: string, from: string) => post(`${path}/dr_1/edit`, { text, from }, part)
  const first = await edit('One\r\nline', '1')
  t.match(first.body, 'Your changes are kept.')
  t.match(first.body, 'name="from" id="reply-from" value="2"')
  t.match(drafts[0]?.versions.at(-1), { kind: 'edited', content: { response: 'One\nline' } })
  const second = await edit('Another', '1')
  t.match(second.body, 'Somebody made another version meanwhile.')
  t.same(
    draft.versions.map(({ content }) => content.response.slice(0, 7)),
    ['Hola, M', 'One\nlin', 'Another'],
  )
  draft.state = 'sent'
  t.match((await edit('Late', '3')).body, 'was sent or discarded meanwhile')
  t.equal((await post('/tickets/main/8/drafts/dr_1/edit', { text: 'x', from: '1' }, part)).statusCode, 404)
})

t.test('a draft is changed in words, on top of what stands on the page', async (t) => {
  const { post, asked } = await openDrafts(t, { drafts: [aDraft()] })
  const at = `${path}/dr_1/refine`
  await post(at, { instruction: '', suggestion: 'More formal', text: 'Edited', from: '1' }, part)
  await post(at, { instruction: ' add the VPN steps ' }, part)
  await post(at, { instruction: '', masked: 'shorter' }, part)
  t.match(asked, [
    { instruction: 'More formal', text: 'Edited', from: 1, withSecrets: false, draftId: 'dr_1' },
    { instruction: 'add the VPN steps', text: content().response, from: 1 },
    { instruction: 'shorter', withSecrets: true },
  ])
  const empty = await post(at, { instruction: ' ' }, part)
  t.match(empty.body, 'Say what should be different.')
  t.equal(empty.headers['hx-retarget'], '#drafts-panel')
})

t.test('versions are compared word by word, for the eye and in words, and brought back', async (t) => {
  const draft = aDraft({
    latest: 2,
    versions: [
      aVersion({ content: content({ response: 'Restart <it> now' }) }),
      aVersion({ number: 2, kind: 'edited', madeBy: null, content: content({ response: 'Restart it' }) }),
    ],
  })
  const { get, post } = await openDrafts(t, { drafts: [draft] })
  const { body } = await get(`${path}/dr_1/compare?from=1&to=2`, part)
  t.match(body, /<del><span class="hidden-label">removed: <\/span>.*&lt;/)
  t.notMatch(body, '<it>')
  t.match((await get(`${path}/dr_1/compare?from=2&to=2`, part)).body, 'They say the same.')
  t.equal((await get(`${path}/dr_1/compare?from=1&to=9`, part)).statusCode, 404)
  const restored = await post(`${path}/dr_1/restore`, { number: '1', text: 'Typed', from: '2' }, part)
  t.match(restored.body, 'Brought back as the newest version.')
  t.match(
    draft.versions.map(({ kind }) => kind),
    ['generated', 'edited', 'edited', 'restored'],
  )
  const rejected = await post(`${path}/dr_1/reject`, {}, part)
  t.match(rejected.body, 'The draft was discarded.')
  t.match(rejected.body, 'Write another draft')
  t.match((await get(`${path}/dr_1`, { role: 'agent' })).body, 'discarded')
})

t.test('what left the building can be read, and had byte for byte', async (t) => {
  const request = '{"content":"Hola \u202e[NAME_1]"}'
  const call: LlmCall = {
    id: 'lc_1',
    at: 0,
    purpose: 'draft',
    who: 'user:a@example.com',
    url: 'http://x/v1',
    model: 'tiny',
    request,
    response: null,
    outcome: 'done',
    inputTokens: 12,
    outputTokens: 3,
    cost: 0.5,
    tookMs: 1,
  }
  const { get } = await openDrafts(t, { calls: [call] })
  const { body } = await get('/tickets/main/7/calls', spanish)
  t.match(body, 'terminado')
  t.match(body, '12 de entrada, 3 de salida')
  t.match(body, 'Se borró al cumplirse el plazo')
  const file = await get('/tickets/main/7/calls/lc_1', { role: 'agent' })
  t.equal(file.body, request)
  t.match(file.headers['content-disposition'], 'attachment')
})

t.test('people and playbooks are called by what they are called', async (t) => {
  const wifi = { id: 'playbook:wi-fi:es', kind: 'playbook', title: 'La wifi no va', url: null } as const
  const draft = aDraft({
    latest: 2,
    versions: [
      aVersion({ madeBy: 'playbook:wi-fi', content: content({ sources: [wifi] }) }),
      aVersion({ number: 2, kind: 'edited', madeBy: null, who: 'user:marta@betsur.example' }),
    ],
  })
  const { get } = await openDrafts(t, { drafts: [draft], people: { 'marta@betsur.example': 'Marta Gil' } })
  const { body } = await get(path, spanish)
  t.match(body, 'escrito por la guía «La wifi no va»')
  t.match(body, '<td>Marta Gil</td>')
  t.notMatch(body, 'marta@betsur.example')
})

t.test(
  'only what can be done is offered: without a language model, and in the language that it is in',
  async (t) => {
    const offered = async (status: AssistStatus['llm'], change: Parameters<typeof content>[0] = {}) => {
      const draft = aDraft({ versions: [aVersion({ content: content(change) })] })
      const { body } = await (await openDrafts(t, { drafts: [draft], llm: status })).get(path, part)
      return [...body.matchAll(/name="suggestion" value="([^"]+)"/g)].map(([, value]) => value)
    }
    t.same(await offered('off'), ['Shorter', 'More formal', 'Warmer', 'Translate into English'])
    t.same(await offered('off', { sources: [], language: 'de' }), ['Shorter'])
    t.same(await offered(llm({ kind: 'ready' }), { language: 'en' }), [
      ...['Shorter', 'More formal', 'Simpler words', 'Warmer', 'Translate into Spanish'],
    ])
  },
)

t.test('the way to the quality of drafts is there for those who may go it', async (t) => {
  const { get } = await openDrafts(t)
  t.match((await get(path, { role: 'supervisor', part: true })).body, 'href="/drafts/quality"')
  t.notMatch((await get(path, part)).body, 'href="/drafts/quality"')
})

t.test('the quality of drafts is for supervisors, by maker and by day', async (t) => {
  const row = { day: '2026-11-20', madeBy: 'llm:tiny', drafts: 4, accepted: 2, edited: 2, rejected: 0 }
  const quality = [
    { ...row, distance: 0.1 },
    { ...row, day: '2026-11-21', drafts: 1, accepted: 1, edited: 0, distance: 0.5 },
    {
      ...row,
      day: '2026-11-21',
      madeBy: 'playbook:wi-fi',
      drafts: 1,
      accepted: 0,
      edited: 0,
      distance: null,
    },
    { ...row, madeBy: 'questions', drafts: 1, accepted: 0, edited: 0, distance: null },
  ]
  t.match(sumQuality(quality, 'madeBy'), [
    { name: 'llm:tiny', drafts: 5, accepted: 3, distance: 0.18 },
    { name: 'playbook:wi-fi', distance: null },
  ])
  const { get } = await openDrafts(t, { quality })
  t.equal((await get('/drafts/quality', { role: 'agent' })).statusCode, 403)
  const { body } = await get('/drafts/quality', { role: 'supervisor', language: 'es' })
  t.match(body, 'la guía «wi-fi»')
  t.match(body, 'solo preguntas, porque nada encaja', 'and nobody reads a code')
  t.match(body, 'href="/classifier"')
  t.match(body, '18')
  const empty = await openDrafts(t)
  t.match((await empty.get('/drafts/quality', { role: 'supervisor' })).body, 'No draft was written yet.')
})
