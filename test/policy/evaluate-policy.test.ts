import fc from 'fast-check'
import t from 'tap'
import { evaluatePolicy } from '../../src/policy/evaluate-policy.ts'
import { parsePolicy } from '../../src/policy/parse-policy.ts'
import { compile, evaluate, makeFacts, names } from './facts.ts'

const nothing = {
  helpdesk: null,
  group: null,
  agent: null,
  type: null,
  priority: null,
  tags: [],
  customFields: {},
  subject: null,
  text: null,
  notes: [],
  acknowledge: null,
  escalate: [],
  park: null,
}

t.test('an empty policy says nothing', async (t) => {
  for (const text of ['', '{}', 'rules: []', 'mode: all']) {
    const { outcome, rules, matched } = evaluate(text)
    t.same({ outcome, rules, matched }, { outcome: nothing, rules: [], matched: [] })
  }
})

t.test('with mode first the first rule that matches decides', async (t) => {
  const { outcome, rules, matched } = evaluate(`
rules:
  - { name: english, when: { language: en }, then: { group: E } }
  - { name: spanish, when: { language: es }, then: { group: S, tags: [es] } }
  - { name: rest, then: { group: R, priority: low } }
`)
  t.match(rules, [
    { kind: 'missed' },
    { rule: 'spanish', kind: 'matched' },
    { rule: 'rest', kind: 'not-reached', by: 'spanish' },
  ])
  t.same(matched, ['spanish'])
  t.same(outcome, { ...nothing, group: 'S', tags: ['es'] })
})

t.test('with mode all a later rule goes before an earlier one, and tags and notes add up', async (t) => {
  const { outcome, matched } = evaluate(`
mode: all
rules:
  - { name: one, then: { group: A, type: T, tags: [a, b], customFields: { x: 1, y: 1 }, note: first } }
  - { name: two, then: { group: B, tags: [b, c], customFields: { y: 2 }, note: second, park: Look. } }
  - { name: three, when: { language: en }, then: { group: C } }
`)
  t.same(matched, ['one', 'two'])
  t.same(outcome, {
    ...nothing,
    group: 'B',
    type: 'T',
    tags: ['a', 'b', 'c'],
    customFields: { x: 1, y: 2 },
    notes: ['first', 'second'],
    park: 'Look.',
  })
})

t.test('stop says otherwise for one rule, in both modes', async (t) => {
  const rules = (stop: boolean) => `
rules:
  - { name: one, then: { tags: [one] }, stop: ${stop} }
  - { name: two, then: { tags: [two] } }
`
  t.same(evaluate(rules(false)).matched, ['one', 'two'])
  t.same(evaluate(rules(true)).matched, ['one'])
  t.same(evaluate(`mode: all\n${rules(true)}`).matched, ['one'])
  t.same(evaluate(`mode: all\n${rules(false)}`).matched, ['one', 'two'])
})

t.test('templates are filled with the hand-off, the prediction, the source and the brand', async (t) => {
  const { outcome, problems } = evaluate(
    `
rules:
  - name: one
    then:
      subject: "[{{ brand }}] {{ handoff.subject | default: 'Consulta' }} {{ handoff.fields.order.id }}"
      text: |
        {{ handoff.name }} ({{ handoff.email }}) via {{ source }}: {{ handoff.summary | truncate: 10 }}
        {% if classification.category == 'access' %}Acceso{% endif %} {{ received_at | date: '%H:%M', 'America/Montevideo' }}
        {% for line in handoff.transcript %}{{ line.from }}: {{ line.text }};{% endfor %}
      note: "{{ handoff.channel }}"
      customFields: { cf_order: "{{ handoff.fields.order.id }}", cf_empty: "{{ handoff.phone }}", cf_n: 7, cf_l: ["{{ a }}"] }
`,
    makeFacts({
      handoff: {
        channel: null,
        extra: { order: { id: 48213 } },
        transcript: [{ from: 'user', text: '<b>Hola</b>', at: null }],
      },
    }),
  )
  t.same(problems, [])
  t.equal(outcome.subject, '[Betsur] Consulta 48213')
  t.equal(outcome.text, 'Ana (ana@example.org) via betsur: No pued...\nAcceso 12:00\nuser: <b>Hola</b>;')
  t.same(outcome.notes, [], 'an empty note is none')
  t.same(outcome.customFields, { cf_order: '48213', cf_n: 7, cf_l: ['{{ a }}'] })
})

t.test(
  'nothing of the machine is within reach of a template, and what a person wrote is never one',
  async (t) => {
    const { outcome } = evaluate(
      `rules: [{ name: one, then: { text: "{{ handoff.summary }} {{ handoff.fields.constructor.name }}|{{ 'now' | date: '%Y' }}" } }]`,
      makeFacts({ handoff: { summary: '{{ source }} {% include "/etc/passwd" %}' } }),
    )
    t.equal(outcome.text, '{{ source }} {% include "/etc/passwd" %} |')
  },
)

t.test('a template that does too much is left out, and that is told', async (t) => {
  for (const bomb of [
    '{% for a in (1..100000000) %}{{ a }}{% endfor %}',
    '{% assign s = source %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    '{% for a in (1..9999) %}{% for b in (1..9999) %}{% for c in (1..9999) %}x{% endfor %}{% endfor %}{% endfor %}',
  ]) {
    const start = performance.now()
    const { outcome, problems, matched } = evaluate(
      `rules: [{ name: bomb, then: { group: G, text: ${JSON.stringify(bomb)} } }]`,
    )
    t.ok(performance.now() - start < 2_000, bomb)
    t.match(problems, [{ rule: 'bomb', field: 'text', message: /could not be rendered/ }])
    t.match({ outcome, matched }, { outcome: { group: 'G', text: null }, matched: ['bomb'] })
  }
})

t.test('a text that somebody stretches does not use up the limits of a template', async (t) => {
  const long = 'x'.repeat(500_000)
  const { outcome, problems } = evaluate(
    `rules: [{ name: one, then: { note: "{{ handoff.fields.a | upcase | strip }}{{ handoff.fields.b.c | append: handoff.summary }}" } }]`,
    makeFacts({ handoff: { summary: long, extra: { a: long, b: { c: [long, 1] } } } }),
  )
  t.same(problems, [])
  t.ok((outcome.notes[0]?.length ?? 0) <= 20_000)
})

t.test('patterns take linear time, whatever they are and whatever is written', async (t) => {
  const patterns = ['(a+)+$', '(a|a)*b', '(.*)*x', '([a-z]+)*[0-9]{3}\\b', '(a?){30}a{30}', '(x+x+)+y']
  const text = `rules: [${patterns
    .map((pattern, index) => JSON.stringify({ name: `r${index}`, when: { pattern }, note: 0 }))
    .map((rule) => rule.replace('"note":0', '"then":{"tags":["x"]}'))
    .join(', ')}]`
  const { policy } = compile(text)
  const start = performance.now()
  for (const summary of ['a'.repeat(100_000), 'x'.repeat(100_000), `${'a1'.repeat(50_000)}!`])
    evaluatePolicy(policy, makeFacts({ handoff: { summary } }))
  t.ok(performance.now() - start < 3_000, `${performance.now() - start} ms`)
})

const manyRules = (count: number) => ({
  rules: Array.from({ length: count }, (_, index) => ({
    name: `r${index}`,
    when: {
      source: 'betsur',
      words: [`palabra${index}`, `otra cosa ${index}*`],
      requester: { domain: `d${index}.example` },
    },
    // biome-ignore lint/suspicious/noThenProperty: as it is written in YAML
    then: { group: `G${index}` },
  })),
})

t.test('a thousand rules are looked through in milliseconds, ten thousand are possible', async (t) => {
  const parsed = parsePolicy(manyRules(10_000), names, { lineOf: () => null, prefix: [] })
  if (!parsed.ok) throw new Error('It is faulty.')
  const { policy } = parsed
  const facts = makeFacts({
    handoff: { summary: 'Otra cosa es que no puedo entrar en mi cuenta. '.repeat(6) },
  })
  const thousand = { ...policy, rules: policy.rules.slice(0, 1_000) }
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now()
    evaluatePolicy(thousand, facts)
    return performance.now() - start
  })
  t.ok(Math.min(...times) < 5, `${Math.min(...times)} ms for 1,000 rules`)
  t.equal(evaluatePolicy(policy, facts).rules.length, 10_000)
})

t.test('the same facts give the same answer, and every rule is accounted for', async (t) => {
  const rule = fc.record({
    language: fc.constantFrom('es', 'en', 'fr'),
    source: fc.constantFrom('betsur', 'institucional'),
    stop: fc.boolean(),
    negated: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 8 }), fc.constantFrom('first', 'all'), (rules, mode) => {
      const written = rules.map(({ language, source, stop, negated }, index) => {
        const when = negated ? { not: { language, source } } : { language, source }
        return `- { name: r${index}, when: ${JSON.stringify(when)}, then: { tags: [t${index}] }, stop: ${stop} }`
      })
      const { policy } = compile(`mode: ${mode}\nrules:\n${written.join('\n') || '  []'}`)
      const one = evaluatePolicy(policy, makeFacts())
      const holds = rules.map(
        ({ language, source, negated }) => (language === 'es' && source === 'betsur') !== negated,
      )
      const end = rules.findIndex(({ stop }, index) => holds[index] && stop)
      const kinds = rules.map((_, index) =>
        end !== -1 && index > end ? 'not-reached' : holds[index] ? 'matched' : 'missed',
      )
      t.strictSame(evaluatePolicy(policy, makeFacts()), one)
      t.strictSame(
        one.rules.map(({ kind }) => kind),
        kinds,
      )
      t.strictSame(
        one.outcome.tags,
        kinds.flatMap((kind, index) => (kind === 'matched' ? [`t${index}`] : [])),
      )
    }),
    { numRuns: 60 },
  )
})

t.test('the version is that of the rules, not of how they are written', async (t) => {
  const one = compile('rules: [{ name: a, when: { source: betsur }, then: { group: G } }]')
  const same = compile(
    '# a comment\nmode: first\nrules:\n  - name: a\n    when: { source: [betsur] }\n    then: { group: "G" }\n',
  )
  const other = compile('rules: [{ name: a, when: { source: betsur }, then: { group: H } }]')
  t.match(one.policy.version, /^[0-9a-f]{12}$/)
  t.equal(one.policy.version, same.policy.version)
  t.not(one.policy.version, other.policy.version)
})
