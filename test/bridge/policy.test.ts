import t from 'tap'
import { sourceSchema } from '../../schemas/configuration.ts'
import type { RequesterFacts } from '../../src/helpdesk/account-desk.ts'
import type { CallOptions, Read } from '../../src/helpdesk/helpdesk.ts'
import type { CompiledPolicy } from '../../src/policy/policy.ts'
import { compile } from '../policy/facts.ts'
import { createScriptedHelpdesk } from './scripted-helpdesk.ts'
import { openLedger, startBridge, until } from './start-bridge.ts'

const authentication = { kind: 'secret' as const, secrets: ['a-long-secret'] }
const sources = { betsur: sourceSchema.parse({ authentication, brand: 'Betsur', group: 'General' }) }
const rules = (text: string): CompiledPolicy => compile(text).policy

t.test('what a rule says becomes the ticket, escaped, and its note follows', async (t) => {
  const policy = rules(`
rules:
  - name: access
    when: { category: access, words: entrar }
    then:
      group: Identidad
      type: Incident
      priority: urgent
      agent: eva@example.com
      tags: [vip]
      customFields: { cf_a: "{{ handoff.channel }}" }
      subject: "[{{ brand }}] {{ handoff.name }}"
      text: "Primero <b>llamar</b> a {{ handoff.name }}"
      note: "Visto <script>"
`)
  const desk = createScriptedHelpdesk()
  const drafts: unknown[] = []
  const helpdesk: typeof desk.helpdesk = {
    ...desk.helpdesk,
    createTicket: (draft, options) => {
      drafts.push(draft)
      return desk.helpdesk.createTicket(draft, options)
    },
  }
  const { put, settled, ledger } = await startBridge(t, { desk, helpdesk, sources, policy: () => policy })
  const id = await put(
    { priority: 'low', requester: { email: 'a@b.co', phone: null, name: 'Ana <x>' } },
    'betsur',
  )
  t.match(await settled(id), { state: 'delivered', classification: { group: 'Soporte' } })
  t.match(drafts, [
    {
      group: 'Identidad',
      type: 'Incident',
      priority: 'urgent',
      agent: 'eva@example.com',
      subject: '[Betsur] Ana <x>',
      customFields: { cf_a: 'web' },
      tags: ['relevo', 'vip', 'access'],
    },
  ])
  const [ticket] = desk.tickets
  t.match(ticket?.html, /^<div dir="auto">Primero &lt;b&gt;llamar&lt;\/b&gt; a Ana &lt;x&gt;<\/div>/)
  t.match(ticket?.html, `Relevo ${id}`, 'the marker stays')
  await until(() => (ticket?.messages.length ?? 0) > 0)
  t.match(ticket?.messages, [{ html: /Visto &lt;script&gt;/ }])
  const history = await ledger.history(id)
  t.match(
    history.filter(({ event }) => event === 'policy'),
    [{ why: `${policy.version}: access`, by: 'worker-1' }],
  )
})

t.test('without rules nothing is recorded; with none that matches, that is', async (t) => {
  let policy: CompiledPolicy | null = null
  const { put, settled, ledger } = await startBridge(t, { sources, policy: () => policy })
  const plain = await put({ summary: 'Uno' }, 'betsur')
  await settled(plain)
  t.notOk((await ledger.history(plain)).some(({ event }) => event === 'policy'))
  policy = rules('rules: [{ name: a, when: { language: fr }, then: { group: X } }]')
  const none = await put({ summary: 'Otra cosa muy distinta: la factura' }, 'betsur')
  await settled(none)
  t.ok((await ledger.history(none)).some(({ why }) => why === `${policy?.version}: no rule matched`))
})

t.test('a rule parks with its reason, and a person who releases has the last word', async (t) => {
  const policy = rules(
    'rules: [{ name: legal, when: { words: denuncia }, then: { park: Legal reads it first. } }]',
  )
  const { put, settled, ledger, desk } = await startBridge(t, { sources, policy: () => policy })
  const id = await put({ summary: 'Voy a poner una denuncia' }, 'betsur')
  t.match(await settled(id), { state: 'parked', why: 'Legal reads it first.' })
  t.same(desk.calls, [])
  t.match(await ledger.release(id, 'carmen'), { kind: 'done' })
  t.match(await settled(id), { state: 'delivered' })
  t.equal((await ledger.history(id)).filter(({ event }) => event === 'policy').length, 1, 'said once')
})

t.test('a retry says nothing twice, and other rules what they are', async (t) => {
  let policy = rules('rules: [{ name: a, then: { group: A } }]')
  const desk = createScriptedHelpdesk()
  const refuse = { kind: 'unavailable', message: 'Later.', status: 503, code: null } as const
  desk.script('createTicket', { kind: 'refuse', failure: refuse }, { kind: 'refuse', failure: refuse })
  const { put, settled, ledger } = await startBridge(t, { desk, sources, policy: () => policy })
  const id = await put({}, 'betsur')
  await until(() => desk.callsOf('createTicket').length >= 2)
  policy = rules('rules: [{ name: b, then: { group: B } }]')
  await settled(id)
  const said = (await ledger.history(id)).flatMap(({ event, why }) => (event === 'policy' ? [why] : []))
  t.match(said, [/: a$/, /: b$/])
})

t.test('a rule sends it to another help desk, once, before anything was sent', async (t) => {
  const policy = rules(`
rules:
  - { name: away, when: { requester: { known: false } }, then: { helpdesk: second, tags: [moved] } }
  - { name: back, then: { helpdesk: main } }
`)
  const ledger = await openLedger(t)
  const second = createScriptedHelpdesk()
  const other = { ...second.helpdesk, name: 'second' }
  const main = await startBridge(t, { ledger, sources, policy: () => policy })
  await startBridge(t, {
    ledger,
    sources,
    desk: second,
    helpdesk: other,
    owner: 'worker-2',
    policy: () => policy,
  })
  const id = await main.put({}, 'betsur')
  t.match(await main.settled(id), { state: 'delivered', helpdesk: 'second', ticket: { id: '1' } })
  t.same(main.desk.calls, [])
  t.equal(second.tickets.length, 1)
  const moved = (await ledger.history(id)).filter(({ event }) => event === 'moved')
  t.match(moved, [{ why: 'A rule sends it from main to second.' }])
  t.match(
    main.events.filter(({ kind }) => kind === 'attempt'),
    [{ outcome: 'moved' }],
  )
  t.equal((await ledger.custody()).balanced, true)
})

t.test('what may already be in a help desk is neither moved nor parked by new rules', async (t) => {
  let policy: CompiledPolicy | null = null
  const desk = createScriptedHelpdesk()
  desk.script('createTicket', { kind: 'lose' })
  const { put, settled } = await startBridge(t, { desk, sources, policy: () => policy })
  const id = await put({}, 'betsur')
  await until(() => desk.tickets.length === 1)
  policy = rules('rules: [{ name: a, then: { helpdesk: second, park: No. } }]')
  t.match(await settled(id), { state: 'delivered', helpdesk: 'main', ticket: { id: '1' } })
  t.equal(desk.tickets.length, 1)
})

t.test(
  'what the ledger knows of a person is looked up for rules that ask, and an addition keeps the ticket as it is',
  async (t) => {
    const policy = rules(`
rules:
  - { name: again, when: { recent: { atLeast: 1 } }, then: { priority: urgent, note: "Again." } }
`)
    const { put, settled, desk, ledger } = await startBridge(t, { sources, policy: () => policy })
    await settled(await put({}, 'betsur'))
    const id = await put({}, 'betsur')
    t.match(await settled(id), { ticket: { id: '1', action: 'added' } })
    t.ok((await ledger.history(id)).some(({ why }) => why?.endsWith(': again')))
    await until(() => desk.callsOf('addNote').length === 1)
    t.same(desk.callsOf('updateTicket'), [])
  },
)

t.test('a history names twenty rules, and how many more there were', async (t) => {
  const policy = rules(
    `mode: all\nrules: [${Array.from({ length: 25 }, (_, index) => `{ name: r${index}, then: { tags: [t] } }`).join(', ')}]`,
  )
  const { put, settled, ledger } = await startBridge(t, { sources, policy: () => policy })
  const id = await put({}, 'betsur')
  await settled(id)
  t.ok((await ledger.history(id)).some(({ why }) => why?.endsWith('r18, r19, and 5 more')))
})

t.test('a template that cannot be rendered costs no ticket, and is told', async (t) => {
  const policy = rules(
    `rules: [{ name: bomb, then: { group: G, text: "{% for a in (1..100000000) %}{{ a }}{% endfor %}" } }]`,
  )
  const { put, settled, events, ledger } = await startBridge(t, { sources, policy: () => policy })
  const id = await put({}, 'betsur')
  t.match(await settled(id), { state: 'delivered' })
  t.match(
    events.find(({ kind }) => kind === 'policy-problem'),
    { rule: 'bomb', field: 'text' },
  )
  t.ok((await ledger.history(id)).some(({ why }) => /bomb; bomb: text could not be rendered/.test(why ?? '')))
})

type Facts = Read<RequesterFacts | null>
const person = { id: '7', name: null, email: 'ana@example.org', phone: null, role: 'customer' as const }
const vip: Facts = { ok: true, value: { person, company: 'Acme', tags: ['vip'], openTickets: 2 } }
const away: Facts = {
  ok: false,
  failure: { kind: 'unavailable', message: 'No answer.', status: null, code: null },
}
const barred: Facts = {
  ok: false,
  failure: { kind: 'forbidden', message: 'The key may not read people.', status: 403, code: null },
}

/** A help desk that knows people, or answers as it is told. */
const knowing = (answer: () => Facts) => {
  const desk = createScriptedHelpdesk()
  const asked: { who: object; lane: CallOptions['lane'] }[] = []
  const helpdesk: typeof desk.helpdesk = {
    ...desk.helpdesk,
    capabilities: { ...desk.helpdesk.capabilities, account: ['requester-facts'] },
    requesterFacts: async (who, { lane }) => {
      asked.push({ who, lane })
      return answer()
    },
  }
  return { desk, helpdesk, asked }
}

const byRequester = rules(`
rules:
  - { name: vip, when: { category: access, requester: { tags: vip, openTickets: { atLeast: 2 } } }, then: { group: Oro } }
  - { name: rest, then: { group: Rest } }
`)

t.test(
  'what the help desk knows of a person is asked for once a minute, and only when a rule comes to it',
  async (t) => {
    const { desk, helpdesk, asked } = knowing(() => vip)
    const { put, settled, ledger } = await startBridge(t, {
      desk,
      helpdesk,
      sources,
      policy: () => byRequester,
    })
    const first = await put({}, 'betsur')
    await settled(first)
    await settled(await put({ summary: 'Otra cosa: quiero la factura de mayo.' }, 'betsur'))
    t.same(asked, [{ who: { email: 'ana@example.org' }, lane: 'new' }])
    t.ok((await ledger.history(first)).some(({ why }) => why === `${byRequester.version}: vip`))

    const quiet = knowing(() => vip)
    const policy = rules(
      'rules: [{ name: a, when: { language: fr, requester: { tags: vip } }, then: { group: A } }]',
    )
    const other = await startBridge(t, { ...quiet, sources, policy: () => policy })
    await other.settled(await other.put({}, 'betsur'))
    t.same(quiet.asked, [])
  },
)

t.test('an answer that the help desk does not give costs no ticket, and the history says so', async (t) => {
  const thrown = (): Facts => {
    throw new TypeError('a defect of the adapter')
  }
  for (const [answer, said] of [
    [() => away, /No answer/],
    [() => barred, /may not read people/],
    [thrown, /by a defect/],
  ] as const) {
    const { desk, helpdesk } = knowing(answer)
    const { put, settled, ledger } = await startBridge(t, {
      desk,
      helpdesk,
      sources,
      policy: () => byRequester,
    })
    const id = await put({}, 'betsur')
    t.match(await settled(id), { state: 'delivered', attempts: 1 })
    t.match(
      (await ledger.history(id)).find(({ event }) => event === 'policy'),
      { why: /: rest; what the help desk knows of the person could not be told/ },
    )
    t.match((await ledger.history(id)).find(({ event }) => event === 'policy')?.why, said)
  }
  const unable = createScriptedHelpdesk()
  const { put, settled, ledger } = await startBridge(t, { desk: unable, sources, policy: () => byRequester })
  const id = await put({}, 'betsur')
  await settled(id)
  t.ok(
    (await ledger.history(id)).some(({ why }) => why?.endsWith('scripted does not tell about requesters.')),
  )
})

t.test('nothing is parked because the help desk was away for a moment', async (t) => {
  let answer: Facts = away
  const { desk, helpdesk, asked } = knowing(() => {
    const now = answer
    answer = vip
    return now
  })
  const policy = rules(`
rules:
  - { name: vip, when: { requester: { tags: vip } }, then: { group: Oro } }
  - { name: rest, then: { park: Nobody knows them. } }
`)
  const { put, settled } = await startBridge(t, { desk, helpdesk, sources, policy: () => policy })
  t.match(await settled(await put({}, 'betsur')), { state: 'delivered', attempts: 2, failures: 0 })
  t.match(asked, [{ lane: 'new' }, { lane: 'retry' }])

  const shutOut = knowing(() => barred)
  const other = await startBridge(t, { ...shutOut, sources, policy: () => policy })
  t.match(await other.settled(await other.put({}, 'betsur')), { state: 'parked', attempts: 1 })
})
