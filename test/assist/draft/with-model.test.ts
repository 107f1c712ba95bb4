import t, { type Test } from 'tap'
import type { Knowledge, KnowledgeQuery } from '../../../src/assist/knowledge/knowledge.ts'
import type { LlmFailure } from '../../../src/assist/llm/language-model.ts'
import { scripted } from '../../desk/scripted.ts'
import { aMessage, openAssist, openKnowledge } from './open-assist.ts'
import { anAnswer, createScriptedModel, type Script, says } from './scripted-model.ts'

const knowledge = await openKnowledge(t)
const ask =
  'Hola, soy Marta Ruiz (marta.ruiz@example.com, 612 345 678). La VPN no me conecta desde casa, sale el error 809. Tengo Windows 11.'

const open = async (test: Test, script: Script, options: Parameters<typeof openAssist>[1] = {}) => {
  const scripted = createScriptedModel(script)
  const assist = await openAssist(test, {
    knowledge,
    subject: 'VPN',
    messages: [aMessage(ask)],
    model: scripted.model,
    ...options,
  })
  return { ...assist, ...scripted }
}

t.test('what leaves is masked, what comes is put back, streamed and grounded', async (t) => {
  const seen: string[] = []
  const { generate, requests } = await open(t, function* ({ prompt }) {
    seen.push(prompt)
    const [name = ''] = /\[NAME_\d+(?:_\d+)?\]/.exec(prompt) ?? []
    const [mail = ''] = /\[EMAIL_\d+\]/.exec(prompt) ?? []
    yield* says(
      anAnswer({
        response: `Hola, ${name}:\n\nDesconecte la VPN y abra una página web. Le escribiremos a ${mail}. Un técnico irá a su casa en 3 días.\n\nUn cordial saludo,\nLuis Gil`,
        claims: [
          { text: 'Desconecte la VPN y abra una página web.', sources: ['S1'] },
          { text: 'Un técnico irá a su casa en 3 días.', sources: ['S1'] },
        ],
        technical: {
          rootCause: [
            { text: 'En Windows, el número 809 dice que está bloqueada por el camino.', sources: ['S1'] },
          ],
          resolution: ['Ejecute Format-Volume C.'],
          links: [{ title: 'Ayuda', url: 'https://evil.example/help' }],
        },
      }),
    )
  })
  const { content, told, draft, notices } = await generate()
  for (const secret of ['Marta', 'Ruiz', 'marta.ruiz', 'example.com', '612', 'Luis'])
    t.notOk(seen[0]?.includes(secret) || requests[0]?.system.includes(secret), `${secret} stays in the house`)
  t.match(requests[0], { purpose: 'draft', schema: { name: 'draft' }, helpdesk: 'fresh', ticketId: '7' })
  t.match(content?.response, /^Hola, Marta[\s\S]*marta\.ruiz@example\.com/)
  t.match(told, /^Hola, Marta[\s\S]*Luis Gil$/, 'streamed without any token')
  t.same(notices, [])
  t.match(draft?.versions, [{ kind: 'generated', madeBy: 'llm:scripted-1' }])
  const sourcesOf = (part: string) => content?.statements.find(({ text }) => text.includes(part))?.sources
  t.same(sourcesOf('Desconecte'), ['playbook:vpn:es'])
  t.same(sourcesOf('técnico'), [], 'a citation alone is not believed')
  t.ok(
    content?.missing.includes('3 d') || content?.missing.some((each) => each.includes('3')),
    'the value is listed',
  )
  t.same(content?.technical.links, [])
  t.same(content?.technical.resolution[0]?.sources, [])
  t.ok((content?.technical.rootCause[0]?.sources.length ?? 0) > 0)
  t.equal(content?.outcome, 'needs-follow-up')
})

t.test('whatever a server answers is used as far as it can be', async (t) => {
  const whole = anAnswer({
    response: 'Hola, Marta:\n\nReinicie el ordenador.\n\nSaludos,\nLuis Gil',
    questions: ['¿Cuándo?'],
  })
  const response = /Reinicie el ordenador/
  const table: [string, string][] = [
    ['whole', whole],
    ['fenced', `\`\`\`json\n${whole}\n\`\`\``],
    ['after words', `Here is it:\n${whole}\nI hope this helps!`],
    ['in another object', `{"draft": ${whole}}`],
    ['cut off', whole.slice(0, whole.indexOf('"technical"') + 20)],
    ['cut off in the response', whole.slice(0, whole.indexOf('Saludos'))],
    ['plain text', 'Hola, Marta:\n\nReinicie el ordenador.\n\nSaludos,\nLuis Gil'],
    [
      'wrong kinds',
      '{"response": "Reinicie el ordenador.", "claims": 7, "technical": "no", "questions": [1, "¿Qué?"], "outcome": "yes", "missing": null}',
    ],
    ['a list of paragraphs', '{"response": ["Hola:", "Reinicie el ordenador."]}'],
    [
      'unknown parts',
      '{"response": "Reinicie el ordenador.", "tool_calls": [{"name": "send"}], "extra": {}}',
    ],
  ]
  let answer = ''
  const { generate } = await open(t, () => says(answer, { size: 3 }))
  for (const [name, text] of table) {
    answer = text
    const { content, notices, told, draft } = await generate()
    t.match(content?.response, response, name)
    t.match(told, response, `${name}: it was told as it came`)
    t.notMatch(told, /"claims"|technical|\{/, `${name}: nothing but the response was told`)
    t.same(notices, [], name)
    t.equal(draft?.versions[0]?.madeBy, 'llm:scripted-1', name)
  }
  for (const useless of [
    '{"tool": "send_reply", "arguments": {}}',
    '{}',
    '{"response": ""}',
    '{"response": {"a": 1}}',
  ]) {
    answer = useless
    const { draft, notices } = await generate()
    t.same(notices, ['llm-failed'], useless)
    t.equal(draft?.versions[0]?.madeBy, 'playbook:vpn', 'a playbook writes instead')
  }
})

t.test('when the model cannot, a playbook writes and says why', async (t) => {
  const reasons: [LlmFailure, string][] = [
    ['paused', 'llm-paused'],
    ['spent', 'llm-spent'],
    ['away', 'llm-away'],
    ['timeout', 'llm-away'],
    ['rate-limited', 'llm-away'],
    ['refused', 'llm-refused'],
    ['filtered', 'llm-refused'],
    ['empty', 'llm-failed'],
    ['credentials', 'llm-failed'],
    ['broken', 'llm-failed'],
  ]
  let reason: LlmFailure = 'broken'
  const { generate, control, requests } = await open(t, function* () {
    yield { kind: 'text', text: '{"response": "Hola, esto no ' }
    yield { kind: 'failed', reason, why: 'x' }
  })
  for (const [failure, notice] of reasons) {
    reason = failure
    const { notices, events, told, content, draft } = await generate()
    t.same(notices, [notice], failure)
    t.ok(
      events.some(({ kind }) => kind === 'again'),
      'what was shown does not count',
    )
    t.equal(told, content?.response)
    t.equal(draft?.versions[0]?.madeBy, 'playbook:vpn')
  }
  const asked = requests.length
  for (const [state, notice] of [
    [{ kind: 'paused' }, 'llm-paused'],
    [{ kind: 'spent' }, 'llm-spent'],
    [{ kind: 'away', why: 'x', until: 1 }, 'llm-away'],
  ] as const) {
    control.state = state
    t.same((await generate()).notices, [notice])
  }
  t.equal(requests.length, asked, 'it is not even asked')
  const off = await open(t, () => says('x'), { llmOff: () => true })
  t.same((await off.generate()).notices, ['llm-paused'])
  t.match(await off.assist.status(), { llm: { name: 'scripted-1', state: { kind: 'paused' }, tokens: 12 } })
})

t.test('a prompt that is too long is shortened, the oldest message first', async (t) => {
  const messages = Array.from({ length: 40 }, (_, at) =>
    aMessage(`Mensaje ${at}: la VPN falla. ${'x '.repeat(300)}`),
  )
  const { generate, requests } = await open(
    t,
    function* () {
      if (requests.length < 3) yield { kind: 'failed', reason: 'too-long', why: 'x' } as const
      else yield* says('Hola.')
    },
    { messages },
  )
  t.equal((await generate()).draft?.versions[0]?.madeBy, 'llm:scripted-1')
  const lengths = requests.map(({ prompt, system }) => prompt.length + system.length)
  t.ok((lengths[0] ?? 0) <= (4096 - 1500) * 3, `${lengths}`)
  t.ok((lengths[2] ?? 0) < (lengths[0] ?? 0))
  t.match(requests[2]?.prompt, /Mensaje 39/, 'the newest is there')
  t.notMatch(requests[0]?.prompt, /Mensaje 10:/)
})

t.test('secrets stay until a person says to go on, and then stay all the same', async (t) => {
  const { generate, requests, refine } = await open(
    t,
    () => says('Hola, su clave [SECRET_1] no hace falta.'),
    {
      messages: [aMessage(ask), aMessage('Mi contraseña es Tr0ub4dor&3xyz, por si ayuda.')],
    },
  )
  const stopped = await generate()
  t.match(stopped.events, [{ kind: 'secrets', findings: [{ kind: 'password', message: 2 }] }])
  t.equal(requests.length, 0, 'nothing left')
  const { content, draft } = await generate({ withSecrets: true })
  t.notMatch(requests[0]?.prompt, /Tr0ub4dor/)
  t.notMatch(content?.response, /SECRET|Tr0ub/)
  t.match(content?.missing, [/confidencial/])
  if (draft === null) throw new Error('There must be a draft.')
  const refined = await refine(draft, 'my password is Hunter2!secret', { withSecrets: false })
  t.match(refined.events.at(-1), { kind: 'secrets' })
})

t.test('nothing is searched for outside before secrets are settled, and then it is masked', async (t) => {
  const queries: KnowledgeQuery[] = []
  const searched = scripted<Knowledge>('knowledge', {
    search: async (query) => {
      queries.push(query)
      return []
    },
  })
  let isOff = false
  const { generate } = await open(t, () => says(anAnswer({ response: 'Hola.' })), {
    knowledge: searched,
    subject: 'VPN de Ander Goikoetxea',
    messages: [aMessage('Soy Ander Goikoetxea. Mi contraseña es Tr0ub4dor&3xyz.', { authorName: null })],
    llmOff: () => isOff,
  })
  t.match((await generate()).events, [{ kind: 'secrets' }])
  t.same(queries, [], 'not even a search')
  await generate({ withSecrets: true })
  t.match(queries[0]?.outside, {
    text: /^VPN de \[NAME_1\]\nSoy \[NAME_1\]\. Mi contraseña es \[SECRET_1\]\.$/,
    about: { helpdesk: 'fresh', ticketId: '7', who: 'user:luis@example.com' },
  })
  isOff = true
  await generate({ withSecrets: true })
  t.equal(queries[1]?.outside, undefined, 'the pause holds for searches, too')
  const { generate: withoutModel } = await openAssist(t, {
    knowledge: searched,
    messages: [aMessage('Mi contraseña es Tr0ub4dor&3xyz.')],
  })
  await withoutModel()
  t.equal(queries[2]?.outside, undefined, 'who is not asked does not let a secret out')
})

t.test('who stops, or leaves, finds what was written until then', async (t) => {
  const stopping = new AbortController()
  const { generate, assist, order } = await open(t, function* ({ signal }) {
    yield { kind: 'text', text: '{"response": "Hola, Marta: reinicie el ' }
    stopping.abort()
    if (signal.aborted) yield { kind: 'failed', reason: 'stopped', why: 'x' }
    else yield { kind: 'text', text: 'ordenador."}' }
  })
  const { content, notices, draft } = await generate({ signal: stopping.signal })
  t.equal(content?.response, 'Hola, Marta: reinicie el')
  t.same(notices, ['stopped'])
  t.match(draft?.versions, [{ kind: 'generated', madeBy: 'llm:scripted-1' }])

  for await (const event of assist.generate(order())) if (event.kind === 'text') break
  const [left] = await assist.ofTicket({ helpdesk: 'fresh', ticketId: '7' })
  t.equal((await assist.ofTicket({ helpdesk: 'fresh', ticketId: '7' })).length, 2)
  t.match(await assist.find(left?.id ?? ''), {
    versions: [{ content: { response: 'Hola, Marta: reinicie el' } }],
  })

  const early = await open(t, function* () {
    yield { kind: 'failed', reason: 'stopped', why: 'x' }
  })
  t.match(
    (await early.generate()).events,
    [{ kind: 'notice', code: 'stopped' }],
    'nothing was written, nothing is kept',
  )
  t.same(await early.assist.ofTicket({ helpdesk: 'fresh', ticketId: '7' }), [])

  const cut = await open(t, () => says('{"response": "Hola, Marta: reini', { cut: true }))
  t.match(await cut.generate(), { notices: ['cut'], content: { response: 'Hola, Marta: reini' } })
})

t.test('an instruction changes the response alone, unless it asks for the technical part', async (t) => {
  const answers: string[] = [
    anAnswer({
      response: 'Hola, Marta:\n\nReinicie el ordenador.\n\nUn cordial saludo,\nLuis Gil\nAcme',
      technical: { resolution: [{ text: 'Primero.', sources: [] }] },
    }),
  ]
  const { generate, refine, requests } = await open(t, () => says(answers.shift() ?? ''))
  const { draft: first } = await generate()
  if (first === null) throw new Error('There must be a draft.')

  answers.push('Marta:\n\nReinicie.\n\nUn cordial saludo,\nLuis Gil')
  const shorter = await refine(first, 'shorter, and tell Marta to restart')
  t.match(requests[1], { purpose: 'refine', schema: undefined })
  t.notMatch(requests[1]?.prompt, /Marta/, 'the instruction is masked as well')
  t.equal(shorter.told, 'Marta:\n\nReinicie.\n\nUn cordial saludo,\nLuis Gil')
  t.match(shorter.draft?.versions.at(-1), { number: 2, kind: 'refined', madeBy: 'llm:scripted-1' })
  t.match(shorter.content?.technical.resolution, [{ text: 'Primero.' }])

  answers.push('Con la impresora, mire el papel.')
  await refine(first, 'Añade los pasos de la impresora sin conexión')
  t.match(requests[2]?.prompt, /Impresora|impresora/, 'new sources are looked for')
  t.match(requests[2]?.prompt, / S\d>\nImpresora|printer|imprime/i)

  answers.push(anAnswer({ response: 'Hola.', technical: { resolution: ['Segundo.'] } }))
  const technical = await refine(first, 'añade los pasos técnicos')
  t.ok(requests[3]?.schema !== undefined)
  t.match(technical.content?.technical.resolution, [{ text: 'Segundo.' }])

  answers.push('Mío, más corto.')
  const typed = await refine(first, 'make it rhyme', { text: 'Esto lo escribí yo.', from: 1 })
  t.same(
    typed.draft?.versions.slice(-2).map(({ kind, content }) => [kind, content.response]),
    [
      ['edited', 'Esto lo escribí yo.'],
      ['refined', 'Mío, más corto.'],
    ],
  )
  t.match(requests[4]?.prompt, /Esto lo escribí yo/)
})

t.test('a model answers in German, too', async (t) => {
  const german =
    'Guten Tag, meine VPN-Verbindung bricht seit gestern immer wieder ab. Können Sie mir bitte helfen?'
  const { generate, requests } = await open(
    t,
    () => says('Guten Tag,\n\nbitte starten Sie den Rechner neu.\n\nMit freundlichen Grüßen\nLuis Gil'),
    { subject: null, messages: [aMessage(german)] },
  )
  const { content } = await generate()
  t.match(requests[0]?.system, /in German/)
  t.match(content, { language: 'de', response: /Rechner neu/ })
})

t.test('private notes help the agent, and are no ground for what a customer gets', async (t) => {
  const { generate, requests } = await open(
    t,
    () =>
      says(
        anAnswer({
          response: 'Su cuenta está en la lista negra de morosos.',
          technical: { rootCause: ['La cuenta está en la lista negra de morosos.'] },
        }),
      ),
    {
      messages: [
        aMessage(ask),
        aMessage('Ojo: la cuenta está en la lista negra de morosos.', { from: 'agent', private: true }),
      ],
    },
  )
  const { content } = await generate()
  t.match(requests[0]?.prompt, /agent \(internal\)/)
  t.match(content?.statements, [{ kind: 'claim', sources: [] }])
  t.match(content?.technical.rootCause, [{ sources: ['conversation'] }])
})

t.test('two drafts of one ticket at once are two drafts', async (t) => {
  const { generate, assist } = await open(t, () => says('Hola.'))
  const [one, two] = await Promise.all([generate(), generate()])
  t.not(one.draft?.id, two.draft?.id)
  t.equal((await assist.ofTicket({ helpdesk: 'fresh', ticketId: '7' })).length, 2)
})
