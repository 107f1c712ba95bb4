import t from 'tap'
import { compile, faultsOf, parse } from './facts.ts'

t.test('every fault is told at once, with its line and what was probably meant', async (t) => {
  const faults = faultsOf(`mode: frist
calendars:
  office: { timeZone: America/Montevideio, hours: { mon-fry: 09:00-18:00, tue: 9-18 }, holidays: [02-30] }
rules:
  - name: one
    when:
      sorce: betsur
      minConfidence: 1.5
      any:
        - not: { langauge: es }
    then: { prioritty: high }
  - name: two
    when: { pattern: "(a", source: betsurr }
    then:
      note: "{{ handof.name }}"
  - name: three
    then: {}
`)
  t.match(faults, [
    [1, 'mode', /Use one of: first, all/],
    [3, 'calendars.office.timeZone', /no such time zone/],
    [3, 'calendars.office.hours.mon-fry', /Write a day/],
    [3, 'calendars.office.hours.tue[0]', /09:00-18:00/],
    [3, 'calendars.office.holidays[0]', /no such date/],
    [8, 'rules[0].when.minConfidence', /at most 1/],
    [10, 'rules[0].when.any[0].not.langauge', /Did you mean `language`/],
    [7, 'rules[0].when.sorce', /Did you mean `source`/],
    [11, 'rules[0].then.prioritty', /Did you mean `priority`/],
  ])
})

t.test('what the form does not show is told too: names, patterns, words, templates, calendars', async (t) => {
  const faults = faultsOf(`calendars: { office: { timeZone: UTC, hours: {} } }
rules:
  - name: one
    when:
      source: [betsur, betsurr]
      open: ofice
      words: ["*", "a*b", "x*"]
      pattern: ["(a", '(?<!x)y', '(a)\\1']
      recent: { atLeast: 1, within: 31d }
    then:
      helpdesk: secnd
      subject: "{{ handoff.nme }}"
      text: "{% if %}"
      note: "{{ brand | upcse }} {% includ 'x' %}"
  - name: one
    then: {}
`)
  t.match(faults, [
    [5, 'rules[0].when.source[1]', /no source `betsurr`. Did you mean `betsur`/],
    [9, 'rules[0].when.recent.within', /At most 30d/],
    [6, 'rules[0].when.open', /Did you mean `office`/],
    [7, 'rules[0].when.words[0]', /no word/],
    [7, 'rules[0].when.words[1]', /at the end only/],
    [7, 'rules[0].when.words[2]', /At least 2 letters/],
    [8, 'rules[0].when.pattern[0]', /missing closing/],
    [8, 'rules[0].when.pattern[1]', /ahead or behind/],
    [8, 'rules[0].when.pattern[2]', /back to a group/],
    [11, 'rules[0].then.helpdesk', /Did you mean `second`/],
    [12, 'rules[0].then.subject', /no variable `handoff.nme`. Did you mean `handoff.name`/],
    [13, 'rules[0].then.text', /Not a template/],
    [14, 'rules[0].then.note', /There is no/],
    [15, 'rules[1].name', /Rule 1 has this name/],
    [16, 'rules[1].then', /Say what follows/],
  ])
  const beside = faultsOf('mode: x\nrules:\n  - { name: a, when: { pattern: "(a" }, then: { group: G } }\n')
  t.match(beside, [
    [1, 'mode', /first/],
    [3, 'rules[0].when.pattern[0]', /closing/],
  ])
})

t.test('a file that is no policy is a fault, not a crash', async (t) => {
  for (const text of ['- a', '7', 'rules: 7', 'rules: [7]', 'rules: [[]]', 'rules: { a: 1 }', 'a: [', '"x"'])
    t.not(faultsOf(text).length, 0, text)
  const known = ['name', 'email', 'summary'].map((key) => `{{ handoff.${key} }}`).join('')
  t.equal(parse(`rules: [{ name: a, then: { text: "${known}" } }]`).ok, true)
})

t.test('too many patterns are refused before any is compiled', async (t) => {
  const list = JSON.stringify(Array.from({ length: 501 }, (_, index) => `a${index}`))
  const start = performance.now()
  t.match(faultsOf(`rules: [{ name: a, when: { pattern: ${list} }, then: { group: G } }]`), [
    [1, 'rules', /At most 500/],
  ])
  t.ok(performance.now() - start < 2_000)
})

t.test('rules that nothing gets to are found', async (t) => {
  const warned = (text: string) => compile(text).warnings.map(({ line, message }) => [line, message])
  t.match(
    warned(`rules:
  - { name: spanish, when: { language: [es, pt] }, then: { group: A } }
  - { name: vip, when: { language: ES, source: betsur }, then: { group: B } }
  - { name: sure, when: { minConfidence: 0.5 }, then: { group: B } }
  - { name: surer, when: { minConfidence: 0.9 }, then: { group: B } }
  - { name: rest, then: { group: C } }
  - { name: never, when: { source: betsur }, then: { group: D } }
`),
    [
      [3, /No hand-off gets to rule `vip`: `spanish` takes all/],
      [5, /`surer`: `sure`/],
      [7, /`never`: `rest`/],
    ],
  )
  t.same(
    warned(`rules:
  - { name: a, when: { language: es, source: betsur }, then: { group: A } }
  - { name: b, when: { language: es }, then: { group: B } }
  - { name: c, when: { any: [{ source: betsur }] }, then: { group: C } }
  - { name: d, when: { any: [{ source: betsur }, { language: en }] }, then: { group: C } }
`),
    [],
  )
  t.same(warned('mode: all\nrules: [{ name: a, then: { group: A } }, { name: b, then: { group: B } }]'), [])
  t.match(
    warned(
      'mode: all\nrules: [{ name: a, then: { group: A }, stop: true }, { name: b, then: { group: B } }]',
    ),
    [[2, /`b`: `a`/]],
  )
})
