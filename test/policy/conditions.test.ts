import t from 'tap'
import { compile, evaluate, makeFacts } from './facts.ts'

type Over = Parameters<typeof makeFacts>[0]

/** What one condition sees: it holds for `yes`, and fails for each of `no` with what is said of it. */
interface Case {
  when: Record<string, unknown>
  yes: Over[]
  no: [over: Over, condition: string, saw: RegExp][]
}

const knows = (told: { company?: string; tags?: string[]; openTickets?: number | null }): Over => ({
  requester: { told: true, company: null, tags: [], openTickets: 0, ...told },
})

const day = 86_400_000
const now = Date.parse('2026-11-18T15:00:00Z')

const cases: Case[] = [
  {
    when: { source: 'betsur' },
    yes: [{}],
    no: [[{ source: 'institucional' }, 'source', /^institucional$/]],
  },
  {
    when: { source: ['institucional', 'betsur'] },
    yes: [{}, { source: 'institucional' }],
    no: [[{ source: 'zapier' }, 'source', /zapier/]],
  },
  {
    when: { brand: 'BETSUR' },
    yes: [{}],
    no: [
      [{ brand: 'Institucional' }, 'brand', /Institucional/],
      [{ brand: null }, 'brand', /^nothing$/],
    ],
  },
  {
    when: { category: 'access' },
    yes: [{}],
    no: [
      [{ classification: { category: 'billing' } }, 'category', /billing/],
      [{ classification: { category: null } }, 'category', /^nothing$/],
    ],
  },
  {
    when: { unsure: true },
    yes: [{ classification: { category: null } }],
    no: [[{}, 'unsure', /^false$/]],
  },
  { when: { unsure: false }, yes: [{}], no: [[{ classification: { category: null } }, 'unsure', /^true$/]] },
  {
    when: { type: 'question' },
    yes: [{}],
    no: [
      [{ classification: { type: 'Incident' } }, 'type', /Incident/],
      [{ classification: { type: null } }, 'type', /nothing/],
    ],
  },
  {
    when: { decidedBy: ['model', 'llm'] },
    yes: [{ classification: { decidedBy: 'llm' } }],
    no: [[{}, 'decidedBy', /^rule$/]],
  },
  {
    when: { minConfidence: 0.8 },
    yes: [{ classification: { confidence: 0.8 } }, { classification: { confidence: 1 } }],
    no: [
      [{ classification: { confidence: 0.79 } }, 'minConfidence', /0\.79/],
      [{ classification: { confidence: null } }, 'minConfidence', /^nothing$/],
    ],
  },
  {
    when: { language: 'es' },
    yes: [{}, { handoff: { language: 'es' } }, { handoff: { language: 'ES_mx' } }],
    no: [
      [{ handoff: { language: 'est' } }, 'language', /est/],
      [{ handoff: { language: null } }, 'language', /nothing/],
    ],
  },
  {
    when: { language: 'es-MX' },
    yes: [{}],
    no: [[{ handoff: { language: 'es' } }, 'language', /^es$/]],
  },
  {
    when: { priority: ['urgent', 'high'] },
    yes: [{}, { handoff: { priority: 'urgent' }, classification: { priority: 'low' } }],
    no: [
      [{ handoff: { priority: 'low' } }, 'priority', /^low$/],
      [{ classification: { priority: null } }, 'priority', /nothing/],
    ],
  },
  {
    when: { channel: 'Web' },
    yes: [{}],
    no: [[{ handoff: { channel: null } }, 'channel', /nothing/]],
  },
  {
    when: { bot: 'betsur' },
    yes: [{}],
    no: [[{ handoff: { bot: 'Otro' } }, 'bot', /Otro/]],
  },
  {
    when: { tags: 'VIP' },
    yes: [{ handoff: { tags: ['a', 'vip'] } }, { classification: { tags: ['vip'] } }],
    no: [
      [{ handoff: { tags: ['vips'] } }, 'tags', /vips, access/],
      [{ classification: { tags: [] } }, 'tags', /nothing/],
    ],
  },
  {
    when: { words: ['CONTRASEÑA', 'no puedo entrar'] },
    yes: [
      {},
      { handoff: { summary: 'Mi contrasena, por favor' } },
      { handoff: { summary: 'x', subject: '¿Contraseña?' } },
      { handoff: { summary: 'x', transcript: [{ from: 'user', text: 'NO  puedo, entrar', at: null }] } },
    ],
    no: [
      [{ handoff: { summary: 'no puedo ni entrar' } }, 'words', /none of it in the text/],
      [
        { handoff: { summary: 'x', transcript: [{ from: 'bot', text: 'contraseña', at: null }] } },
        'words',
        /none of it in the text/,
      ],
    ],
  },
  {
    when: { words: 'factur*' },
    yes: [{ handoff: { summary: 'La Facturación de mayo' } }, { handoff: { summary: 'factur' } }],
    no: [[{ handoff: { summary: 'refactura' } }, 'words', /none/]],
  },
  {
    when: { words: 'no puedo ent*' },
    yes: [{}],
    no: [[{ handoff: { summary: 'no puedo salir, entro' } }, 'words', /none/]],
  },
  {
    when: { pattern: 'pedido\\s+(n[º°o]\\.?\\s*)?\\d{5}\\b' },
    yes: [{ handoff: { summary: 'Mi PEDIDO nº 48213 no llegó' } }],
    no: [[{ handoff: { summary: 'Mi pedido 4821' } }, 'pattern', /none of it in the text/]],
  },
  {
    when: { pattern: ['^hola', 'acción'] },
    yes: [{ handoff: { summary: 'sin accion' } }],
    no: [[{ handoff: { summary: 'adiós' } }, 'pattern', /none/]],
  },
  {
    when: { requester: { domain: 'example.org' } },
    yes: [{}, { handoff: { requester: { email: 'a@MAIL.example.org', phone: null, name: null } } }],
    no: [
      [
        { handoff: { requester: { email: 'a@badexample.org', phone: null, name: null } } },
        'requester.domain',
        /bad/,
      ],
      [{ handoff: { requester: { email: null, phone: '1', name: null } } }, 'requester.domain', /nothing/],
    ],
  },
  {
    when: { requester: { email: 'ANA@example.org' } },
    yes: [{}],
    no: [
      [{ handoff: { requester: { email: 'b@c.de', phone: null, name: null } } }, 'requester.email', /b@c/],
    ],
  },
  {
    when: { requester: { hasPhone: true, hasEmail: false } },
    yes: [{ handoff: { requester: { email: null, phone: '+34600', name: null } } }],
    no: [[{}, 'requester.hasEmail', /true/]],
  },
  {
    when: { requester: { known: true } },
    yes: [{ delivered: [now - 20 * day] }],
    no: [[{}, 'requester.known', /false/]],
  },
  {
    when: { requester: { company: 'Ácme S.A.' } },
    yes: [knows({ company: 'acme s.a.' })],
    no: [
      [knows({ company: 'Acme' }), 'requester.company', /^Acme$/],
      [knows({}), 'requester.company', /^nothing$/],
      [{}, 'requester.company', /^not asked$/],
    ],
  },
  {
    when: { requester: { company: '*' } },
    yes: [knows({ company: 'Any' })],
    no: [[knows({}), 'requester.company', /^nothing$/]],
  },
  {
    when: { requester: { tags: ['vip', 'oro'] } },
    yes: [knows({ tags: ['x', 'ORO'] })],
    no: [
      [knows({ tags: ['plata'] }), 'requester.tags', /^plata$/],
      [{}, 'requester.tags', /^not asked$/],
    ],
  },
  {
    when: { requester: { openTickets: { atLeast: 2, atMost: 3 } } },
    yes: [knows({ openTickets: 2 }), knows({ openTickets: 3 })],
    no: [
      [knows({ openTickets: 1 }), 'requester.openTickets', /^1$/],
      [knows({ openTickets: 4 }), 'requester.openTickets', /^4$/],
      [knows({ openTickets: null }), 'requester.openTickets', /does not count/],
    ],
  },
  {
    when: { not: { requester: { tags: 'vip' } } },
    yes: [knows({})],
    no: [
      [knows({ tags: ['vip'] }), 'not', /it holds/],
      // What could not be told is not known to be otherwise.
      [{}, 'not.requester.tags', /^not asked$/],
    ],
  },
  {
    when: { not: { any: [{ language: 'fr' }, { requester: { company: '*' } }] } },
    yes: [knows({})],
    no: [
      [knows({ company: 'A' }), 'not', /it holds/],
      [{}, 'not.any', /not asked/],
    ],
  },
  {
    when: { requester: { known: false } },
    yes: [{}],
    no: [[{ delivered: [now - day] }, 'requester.known', /true/]],
  },
  {
    when: { recent: { atLeast: 2, within: '7d' } },
    yes: [{ delivered: [now - 7 * day, now - day] }],
    no: [[{ delivered: [now - 7 * day - 1, now - day] }, 'recent', /^1$/]],
  },
  {
    when: { fields: { plan: ['Oro', 'platino'] } },
    yes: [{ handoff: { customFields: { plan: 'ORO' } } }, { handoff: { extra: { plan: 'Platino' } } }],
    no: [
      [{ handoff: { customFields: { plan: 'plata' } } }, 'fields.plan', /plata/],
      [{}, 'fields.plan', /nothing/],
    ],
  },
  {
    when: { fields: { 'order.id': '*', vip: true } },
    yes: [{ handoff: { extra: { order: { id: 7 }, vip: true } } }],
    no: [
      [{ handoff: { extra: { order: { id: null }, vip: true } } }, 'fields.order.id', /nothing/],
      [{ handoff: { extra: { order: { id: 7 } } } }, 'fields.vip', /nothing/],
    ],
  },
  {
    when: { all: [{ source: 'betsur' }, { language: 'es' }] },
    yes: [{}],
    no: [[{ handoff: { language: 'en' } }, 'all[1].language', /en/]],
  },
  {
    when: { any: [{ source: 'institucional' }, { language: 'es' }] },
    yes: [{}, { source: 'institucional', handoff: { language: 'en' } }],
    no: [[{ handoff: { language: 'en' } }, 'any', /source: betsur; language: en/]],
  },
  {
    when: { not: { language: 'es', source: 'betsur' } },
    yes: [{ source: 'institucional' }, { handoff: { language: null } }],
    no: [[{}, 'not', /it holds/]],
  },
]

const one = (when: Record<string, unknown>) =>
  `rules: [{ name: one, when: ${JSON.stringify(when)}, then: { group: G } }]`

t.test('each condition holds, fails and says what it saw, also where there is nothing', async (t) => {
  for (const { when, yes, no } of cases) {
    const label = JSON.stringify(when)
    for (const over of yes) {
      const { rules, outcome } = evaluate(one(when), makeFacts(over))
      t.match(rules, [{ rule: 'one', kind: 'matched' }], `${label} holds for ${JSON.stringify(over)}`)
      t.equal(outcome.group, 'G')
    }
    for (const [over, condition, saw] of no) {
      const { rules, outcome } = evaluate(one(when), makeFacts(over))
      t.match(rules, [{ kind: 'missed', miss: { condition, saw } }], `${label}: ${JSON.stringify(over)}`)
      t.equal(outcome.group, null)
    }
  }
})

t.test('the history is asked for only when a rule needs it', async (t) => {
  t.equal(compile(one({ source: 'betsur' })).policy.asksHistory, false)
  t.equal(compile(one({ not: { requester: { known: true } } })).policy.asksHistory, true)
  t.equal(compile(one({ any: [{ recent: { atLeast: 1 } }] })).policy.asksHistory, true)
})

t.test('what was looked for and seen is told shortly, whatever its length', async (t) => {
  const long = 'x'.repeat(190)
  const { rules } = evaluate(
    one({ channel: Array.from({ length: 30 }, () => long) }),
    makeFacts({ handoff: { channel: long.repeat(9) } }),
  )
  const [rule] = rules
  if (rule?.kind !== 'missed') throw new Error('It holds.')
  t.ok(rule.miss.wanted.length < 1000 && rule.miss.saw.length < 100)
})

t.test('the help desk counts as asked only when a rule comes to its conditions', async (t) => {
  const when = { language: 'fr', requester: { tags: 'vip' } }
  const text = one(when)
  t.equal(evaluate(text).untold, null, 'something cheaper has decided')
  t.equal(evaluate(text, makeFacts({ handoff: { language: 'fr' } })).untold, 'not asked')
  t.equal(
    evaluate(text, makeFacts({ handoff: { language: 'fr' }, ...knows({ tags: ['vip'] }) })).untold,
    null,
  )
})
