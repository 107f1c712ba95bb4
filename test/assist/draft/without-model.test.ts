import t from 'tap'
import type { Knowledge, KnowledgeEntry } from '../../../src/assist/knowledge/knowledge.ts'
import { scripted } from '../../desk/scripted.ts'
import { aMessage, at, gather, openAssist, openKnowledge } from './open-assist.ts'

const knowledge = await openKnowledge(t)
const vpn = 'Hola, desde esta mañana la VPN no me conecta desde casa. Tengo Windows 11.'

t.test('a question gets the playbook that answers it, or none', async (t) => {
  const table = [
    ['Hi, where is my order A-48213? It should have arrived last week.', 'en', 'order-status'],
    ['I forgot my password and cannot get into my account.', 'en', 'password-reset'],
    ['The printer prints nothing but empty pages.', 'en', 'printer'],
    ['La impresora no imprime nada, sale un error.', 'es', 'printer'],
    ['Me habéis cobrado dos veces la factura F-2026-1188.', 'es', 'billing-question'],
    ['Quiero devolver el pedido 48213, la talla no me va.', 'es', 'return'],
    [vpn, 'es', 'vpn'],
    ['Quería saber si puedo llevar a mi perro a la oficina el viernes.', 'es', null],
    ['Do you know when the cafeteria opens on public holidays?', 'en', null],
    ['Please call me back about the meeting tomorrow.', 'en', null],
  ] as const
  for (const [text, language, name] of table) {
    const { generate } = await openAssist(t, { knowledge, messages: [aMessage(text)] })
    const { draft, notices, content } = await generate()
    t.equal(draft?.versions[0]?.madeBy, name === null ? 'questions' : `playbook:${name}`, text)
    t.equal(content?.language, language)
    t.same(notices, name === null ? ['llm-off', 'no-knowledge'] : ['llm-off'])
  }
})

t.test('a playbook is put together with what the ticket says for sure', async (t) => {
  const text = 'Hola, ¿dónde está mi pedido número A-48213? Lo compré con ana.b@example.com.'
  const { generate, assist } = await openAssist(t, {
    knowledge,
    subject: 'Mi pedido',
    messages: [aMessage(text)],
    settings: { signature: 'Acme · Atención al cliente' },
  })
  const { content, told, draft } = await generate()
  t.match(content?.response, /^Hola, Marta:\n\n/)
  t.match(content?.response, /\n\nUn cordial saludo,\nLuis Gil\nAcme · Atención al cliente$/)
  t.match(content?.response, /A-48213/)
  t.notMatch(content?.response, /\[número de pedido\]/)
  t.match(content?.response, /\[estado del pedido\]/, 'what is not known stays to be filled in')
  t.ok(content?.missing.includes('estado del pedido'))
  t.equal(content?.outcome, 'needs-follow-up')
  t.equal(told, content?.response)
  t.notOk(
    content?.questions.some((question) => /pedido\?$/.test(question)),
    'what the ticket says is not asked for',
  )
  const claims = content?.statements.filter(({ kind }) => kind === 'claim') ?? []
  t.ok(claims.length > 2)
  t.same(
    claims.filter(({ sources }) => !sources.includes('playbook:order-status:es')),
    [],
  )
  t.ok(claims.some(({ sources }) => sources.includes('conversation')))
  t.ok((content?.technical.resolution.length ?? 0) > 0)
  for (const { text: step } of content?.technical.resolution ?? []) t.notOk(content?.response.includes(step))
  t.same(
    await assist.ofTicket(at),
    [{ ...draft, versions: undefined }].map(({ versions: _, ...rest }) => rest),
  )
})

t.test('two order numbers are none: nobody knows which is meant', async (t) => {
  const { generate } = await openAssist(t, {
    knowledge,
    messages: [aMessage('¿Dónde está mi pedido A-48213? ¿Y el pedido A-48214?')],
  })
  const { content } = await generate()
  t.match(content?.response, /\[número de pedido\]/)
  t.ok(content?.missing.includes('número de pedido'))
})

t.test('no customer gets a text in a language that is not theirs', async (t) => {
  const { generate } = await openAssist(t, {
    knowledge,
    messages: [
      aMessage(
        'Guten Tag, die VPN geht nicht: Windows zeigt Error 809, Get-VpnConnection sagt Disconnected.',
      ),
    ],
  })
  const { content, notices } = await generate()
  t.same(notices, ['llm-off', 'no-knowledge'])
  t.equal(content?.response, '')
  t.equal(content?.language, 'de')
  t.same(content?.statements, [])
  const english = await generate({ language: 'en' })
  t.match(english.content?.language, 'en', 'unless the agent asks for another one')
})

t.test('an article makes a reply, too, and a solved ticket hints for the agent alone', async (t) => {
  const entry = (change: Partial<KnowledgeEntry>): KnowledgeEntry => ({
    id: 'article:fresh:1',
    kind: 'article',
    title: 'Alta de empleados',
    url: 'https://help.acme.example/alta',
    language: 'es',
    text: 'El alta de empleados se pide en el portal.\n\n1. Abra el portal.\n2. Rellene el formulario de alta.',
    playbook: null,
    changedAt: 0,
    ...change,
  })
  const found = async (hit: KnowledgeEntry) => {
    const { generate } = await openAssist(t, {
      messages: [aMessage('¿Cómo pido el alta de empleados en el portal?')],
      knowledge: scripted<Knowledge>('knowledge', {
        search: async () => [{ entry: hit, score: 0.9, words: ['alta', 'empleados', 'portal'] }],
        read: async () => [],
      }),
    })
    return generate()
  }
  const article = await found(entry({}))
  t.equal(article.draft?.versions[0]?.madeBy, 'article:fresh:1')
  t.match(article.content?.response, /Rellene el formulario de alta/)
  t.match(article.content?.technical.links, [{ url: 'https://help.acme.example/alta' }])
  t.equal(article.content?.outcome, 'needs-follow-up', 'nobody said that an article resolves it')
  const solved = await found(
    entry({
      id: 'ticket:fresh:3',
      kind: 'ticket',
      text: 'Otra persona preguntó algo.\n\nEl alta se pide en el portal.',
    }),
  )
  t.match(solved.content?.technical.resolution, [{ text: 'El alta se pide en el portal.' }])
  t.match(solved.content?.sources, [{ id: 'ticket:fresh:3' }])
  t.notMatch(solved.content?.response, /Otra persona|El alta se pide/, 'it was written to somebody else')
  t.equal(solved.draft?.versions[0]?.madeBy, 'questions')
  t.same(solved.notices, ['llm-off', 'no-knowledge'])
})

t.test(
  'refinements that can be done honestly are done, others say that they take a language model',
  async (t) => {
    const { generate, refine } = await openAssist(t, { knowledge, subject: 'VPN', messages: [aMessage(vpn)] })
    const { draft: first } = await generate()
    if (first === null) throw new Error('There must be a draft.')
    const before = first.versions[0]?.content.response ?? ''

    const shorter = await refine(first, 'Más corto, por favor')
    t.ok((shorter.content?.response.length ?? 0) < before.length)
    t.match(
      shorter.content?.response,
      /^Hola, Marta:[\s\S]*1\. Desconecte la VPN[\s\S]*Un cordial saludo,\nLuis Gil/,
    )
    t.match(shorter.draft?.versions.at(-1), {
      kind: 'refined',
      instruction: 'Más corto, por favor',
      madeBy: 'playbook:vpn',
    })
    t.equal(shorter.draft?.versions[0]?.content.response, before, 'the former version stays')

    const formal = await refine(first, 'more formal')
    t.match(formal.content?.response, /^Estimado\/a Marta:[\s\S]*Atentamente,\nLuis Gil/)
    const friendly = await refine(first, 'menos formal')
    t.match(friendly.content?.response, /^¡Hola, Marta!/)

    const added = await refine(first, 'Añade los pasos de la impresora sin conexión')
    t.ok((added.content?.response.length ?? 0) > before.length)
    t.ok(added.content?.sources.some(({ id }) => id === 'playbook:printer:es'))
    t.ok(added.content?.technical.resolution.some(({ sources }) => sources.includes('playbook:printer:es')))
    t.match(added.content?.response, /Un cordial saludo,\nLuis Gil\nAcme$/, 'it still ends as a letter does')
    const lines = added.content?.response.split('\n') ?? []
    t.equal(lines.filter((line) => line.startsWith('Gracias por escribirnos')).length, 1, 'and is one letter')
    t.same(
      lines.flatMap((line) => /^(\d+)\. /.exec(line)?.[1] ?? []),
      ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'],
      'with one row of numbers',
    )
    const standing = added.content?.statements.filter(({ sources }) =>
      sources.includes('playbook:printer:es'),
    )
    t.ok((standing?.length ?? 0) >= 6, 'and each step stands on where it comes from')
    t.equal((await refine(first, 'Añade los pasos de la VPN')).failure, 'needs-llm', 'never twice')

    const english = await refine(first, 'translate to English')
    t.match(english.content, { language: 'en', sources: [{ id: 'playbook:vpn:en' }, {}] })
    t.match(english.content?.response, /^Hello Marta,/)

    for (const impossible of ['translate to German', 'make it rhyme', 'añade un poema'])
      t.equal((await refine(first, impossible)).failure, 'needs-llm', impossible)
  },
)

t.test('what the agent wrote is a version of its own, and never overwritten', async (t) => {
  const { generate, refine, assist } = await openAssist(t, {
    knowledge,
    subject: 'VPN',
    messages: [aMessage(vpn)],
  })
  const { draft: first } = await generate()
  if (first === null) throw new Error('There must be a draft.')
  const before = first.versions[0]?.content.response ?? ''
  const edit = { draftId: first.id, who: 'user:eva@example.com' }

  t.match(await assist.edit({ ...edit, text: `  ${before}\n`, from: 1 }), {
    kind: 'same',
    draft: { latest: 1 },
  })
  const mine = before.replace('Un cordial saludo', 'Le regalamos 500 €.\n\nUn cordial saludo')
  const kept = await assist.edit({ ...edit, text: mine, from: 1 })
  t.match(kept, {
    kind: 'kept',
    draft: { latest: 2, versions: [{}, { kind: 'edited', madeBy: null, who: 'user:eva@example.com' }] },
  })
  const statements = kept.kind === 'kept' ? (kept.draft.versions[1]?.content.statements ?? []) : []
  t.match(
    statements.find(({ text }) => text.includes('500 €')),
    { kind: 'claim', sources: [] },
    'what agents add is looked at as well',
  )
  t.same(
    statements.filter(({ kind, sources }) => kind === 'claim' && sources.length === 0).length,
    1,
    'the rest stands as it did',
  )

  const late = await assist.edit({ ...edit, text: `${before}\nPD: mañana llamo.`, from: 1 })
  t.match(late, { kind: 'behind', draft: { latest: 3 } }, 'both are there')

  const typed = `${mine}\n\nPD.`
  const refined = await refine(first, 'make it rhyme', { text: typed, from: 2 })
  t.equal(refined.failure, 'needs-llm')
  const after = await assist.find(first.id)
  t.equal(after?.versions.at(-1)?.content.response, typed, 'kept although nothing came of the instruction')

  const restored = await assist.restore({ draftId: first.id, number: 1, who: 'user:eva@example.com' })
  t.match(restored?.versions.at(-1), {
    kind: 'restored',
    madeBy: 'playbook:vpn',
    content: { response: before },
  })
  t.equal(restored?.latest, 5)
  t.equal(await assist.restore({ draftId: first.id, number: 99, who: 'x' }), null)
})

t.test('what was sent is measured against what was made, and is the end', async (t) => {
  const { generate, assist, refine } = await openAssist(t, {
    knowledge,
    subject: 'VPN',
    messages: [aMessage(vpn)],
  })
  const made = [await generate(), await generate(), await generate()].map(({ draft }) => draft)
  const [one, two, three] = made
  if (!one || !two || !three) throw new Error('There must be drafts.')
  const text = one.versions[0]?.content.response ?? ''
  await assist.sent(one.id, 1, ` ${text}\n`)
  await assist.sent(one.id, 1, 'something else')
  await assist.edit({ draftId: two.id, text: 'Todo otro.', from: 1, who: 'user:a@b.c' })
  await assist.sent(two.id, 2, 'Todo otro.')
  await assist.reject(three.id, 'user:a@b.c')
  await assist.reject(three.id, 'user:a@b.c')
  const [quality] = await assist.quality(0)
  t.match(quality, { day: '2026-11-21', madeBy: 'playbook', drafts: 3, accepted: 1, edited: 1, rejected: 1 })
  t.ok((quality?.distance ?? 0) > 0.4 && (quality?.distance ?? 0) < 0.5, `${quality?.distance}`)
  t.equal((await refine(one, 'shorter')).failure, 'ended')
  t.same(await assist.edit({ draftId: one.id, text: 'x', from: 1, who: 'x' }), { kind: 'ended' })
  t.same(await assist.edit({ draftId: 'no', text: 'x', from: 1, who: 'x' }), { kind: 'not-found' })
})

t.test('what left the building is shown, and goes, although there is no model any more', async (t) => {
  const { assist, database, clock } = await openAssist(t, { knowledge, messages: [aMessage(vpn)] })
  const none = {
    who: null,
    response: null,
    outcome: null,
    input_tokens: null,
    output_tokens: null,
    cost: null,
    took_ms: null,
  }
  await database.kysely
    .insertInto('llm_calls')
    .values({
      id: 'c1',
      at: clock.now() - 1000,
      purpose: 'draft',
      helpdesk: 'fresh',
      ticket_id: '7',
      url: 'http://x',
      model: 'm',
      request: '{"masked":1}',
      ...none,
    })
    .execute()
  t.match(await assist.calls(at), [{ id: 'c1', request: '{"masked":1}' }])
  t.equal(await assist.purge({ before: clock.now(), limit: 10 }), 1)
  t.match(await assist.calls(at), [{ id: 'c1', request: null }])
  await assist.forget(at)
  t.same(await assist.calls(at), [])
})

t.test('what cannot be done is said', async (t) => {
  const none = await openAssist(t, { knowledge, messages: [] })
  t.equal((await none.generate()).failure, 'nothing-said')
  const { assist, order, generate } = await openAssist(t, { knowledge, messages: [aMessage(vpn)] })
  const waiting = Array.from({ length: 16 }, () => assist.generate(order())[Symbol.asyncIterator]())
  await Promise.all(waiting.map((each) => each.next()))
  t.equal((await generate()).failure, 'busy', 'so many at once and no more')
  for (const each of waiting) await each.return?.()
  t.equal((await generate()).failure, null)
  t.match(await assist.status(), { llm: 'off', knowledge: { entries: { playbook: 20 } } })
  await assist.close()
  t.equal((await gather(assist.generate(order()))).failure, 'busy')
})
