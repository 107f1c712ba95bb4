import t from 'tap'
import { sourceSchema } from '../../schemas/configuration.ts'
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
