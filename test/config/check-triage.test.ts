import t from 'tap'
import { loadConfig } from '../../src/config/load-config.ts'

const env = {
  RELEVO_CONFIG: 'relevo.yaml',
  RELEVO_WEBHOOK_SECRET: 'a-secret-of-24-characters',
}
const desks = (events = '') => `helpdesks:
  main: { vendor: freshdesk, domain: acme, apiKey: freshdesk-key-123456${events} }
  other: { vendor: zendesk, subdomain: acme, email: a@acme.example, apiToken: a-zendesk-token }
`
const eventsOf = (...secrets: string[]) => `, events: { secrets: [${secrets.join(', ')}] }`
const load = (yaml: string) => loadConfig({ env, readFile: () => yaml })
const faults = (yaml: string): string[] => {
  const outcome = load(yaml)
  return outcome.ok ? [] : outcome.faults.map(({ path, message }) => `${path}: ${message}`)
}
const warnings = (yaml: string): string[] =>
  load(yaml).warnings.map(({ path, code, message }) => `${code} ${path}: ${message}`)

t.test('what triage names must be there', async (t) => {
  t.same(faults(`${desks()}triage: { helpdesks: [main, otter], categories: { biling: { mode: apply } } }`), [
    'triage.helpdesks[1]: There is no help desk `otter`. Did you mean `other`?',
    'triage.categories.biling: There is no category `biling`. Did you mean `billing`?',
  ])
  t.same(faults(`${desks()}triage: { categories: { billing: {}, other: { mode: suggest } } }`), [])
  const own = 'categories: { invoices: {}, parcels: {} }\n'
  t.match(faults(`${desks()}${own}triage: { categories: { billing: {}, invoices: {} } }`), [
    /categories.billing: There is no category `billing`. Known: invoices, parcels\.$/,
  ])
})

t.test('events and a source cannot have one address', async (t) => {
  const source = (name: string) =>
    `sources: { ${name}: { authentication: { kind: secret, secrets: [another-of-24-characters] } } }\n`
  const events = desks(eventsOf('the-secret-of-the-rule'))
  t.match(faults(`${events}triage: {}\n${source('freshdesk')}`), [
    /^sources\.freshdesk: `\/webhooks\/freshdesk` takes the events of the help desk/,
  ])
  t.same(faults(`${events}triage: {}\n${source('zendesk')}`), [], 'that vendor tells nothing')
  t.same(faults(`${desks()}triage: {}\n${source('freshdesk')}`), [], 'without events it may')
})

t.test('an event says by its secret where it comes from', async (t) => {
  const third = `  third: { vendor: freshdesk, domain: third, apiKey: freshdesk-key-123456${eventsOf('a-secret-of-its-own')} }\n`
  const yaml = (secret: string) => `${desks(eventsOf(secret))}${third}triage: {}`
  t.match(faults(yaml('a-secret-of-its-own')), [
    /^helpdesks\.third\.events\.secrets\[0\]: The same secret as/,
  ])
  t.same(faults(yaml('a-secret-of-another')), [])
  t.same(warnings(yaml('a-secret-of-another')), [])
  t.match(warnings(yaml('a-secret-of-24-characters')), [
    /^weak helpdesks\.main\.events\.secrets\[0\]: The same secret as of source/,
  ])
  t.match(warnings(yaml('twelve-or-so')), [/^weak helpdesks\.main\.events\.secrets\[0\]: Short enough/])
})

t.test('events that nobody looks at are a warning', async (t) => {
  const events = desks(eventsOf('a-secret-of-its-own'))
  for (const triage of ['', 'triage: { enabled: false }', 'triage: { helpdesks: [other] }'])
    t.match(warnings(`${events}${triage}`), [/^invalid helpdesks\.main\.events: Nobody looks/], triage)
  t.same(warnings(`${events}triage: { helpdesks: [main] }`), [])
})

t.test('what is learnt from has to be remembered', async (t) => {
  t.match(faults(`${desks()}triage: { keep: 90d }`), [
    /^triage\.keep: Shorter than `triage\.learning\.since`/,
  ])
  t.same(faults(`${desks()}triage: { keep: 90d, learning: { since: 90d } }`), [])
  t.match(faults(`${desks()}triage: { learning: { since: 401d } }`), [/^triage\.keep: /])
  t.same(faults(`${desks()}triage: { keep: 90d, learning: { enabled: false } }`), [])
  t.match(faults(`${desks()}triage: { keep: soon }`), [/^triage\.keep: Write a number/], 'and only that')
})

t.test('a wrong route that costs nothing lets everything be written, and that is said', async (t) => {
  const costs = (wrong: string) => warnings(`${desks()}triage: { costs: { wrong: ${wrong}, manual: 2m } }`)
  for (const wrong of ['2m', '1m'])
    t.match(costs(wrong), [/^invalid triage\.costs\.wrong: .* writing always pays/], wrong)
  t.same(costs('3m'), [])
})

t.test('what is wrong elsewhere does not hide any of it', async (t) => {
  const found = faults(
    `${desks(eventsOf('short'))}triage: { helpdesks: [nobody], mode: dance, categories: 7 }`,
  )
  t.ok(found.some((fault) => fault.startsWith('triage.mode')))
  t.ok(found.some((fault) => fault.startsWith('triage.helpdesks[0]')))
  t.ok(found.some((fault) => fault.startsWith('helpdesks.main.events.secrets[0]')))
})
