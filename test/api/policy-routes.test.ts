import t from 'tap'
import { policyReloadSchema, policyStatusSchema } from '../../schemas/policy-status.ts'
import type { Fault } from '../../src/config/fault.ts'
import type { PolicyControl, ReloadOutcome } from '../../src/policy/policy-control.ts'
import { compile } from '../policy/facts.ts'
import { openApiApp } from './open-api-app.ts'

const rules = (name: string) =>
  compile(
    `rules: [{ name: ${name}, when: { language: es }, then: { tags: [a] } }, { name: rest, then: { tags: [b] } }]`,
  ).policy

/** Rules that are exchanged, or not, as the test says. */
const controlOf = (outcome: () => ReloadOutcome): PolicyControl => {
  let policy = rules('one')
  return {
    current: () => policy,
    loadedAt: () => Date.UTC(2026, 10, 21),
    reload: async () => {
      const next = outcome()
      if (next.ok) policy = rules('two')
      return next
    },
  }
}

t.test('shows the rules in force, and those after a reload, on record in the audit trail', async (t) => {
  const policy = controlOf(() => ({ ok: true, changed: true }))
  const { ask } = await openApiApp(t, { policy })
  const before = policyStatusSchema.parse((await ask('GET', '/v1/policy')).json())
  t.same(before, {
    version: rules('one').version,
    mode: 'first',
    rules: ['one', 'rest'],
    loaded_at: '2026-11-21T00:00:00.000Z',
  })
  const answer = await ask('POST', '/v1/policy/reload')
  t.equal(answer.statusCode, 200)
  t.match(policyReloadSchema.parse(answer.json()), { changed: true, rules: ['two', 'rest'] })
  t.match((await ask('GET', '/v1/policy')).json(), { version: rules('two').version })
  t.match((await ask('GET', '/v1/audit')).json(), {
    entries: [{ what: 'reloadPolicy', outcome: 'done', subject: null }],
  })
})

t.test('faulty rules are named with their lines, and the old ones stay', async (t) => {
  const faults: Fault[] = [
    { path: 'rules[0].then', code: 'invalid', message: 'Say what follows.', line: 3 },
    { path: '(file)', code: 'unreadable-file', message: 'Cannot read it.', line: null },
  ]
  const policy = controlOf(() => ({ ok: false, place: '/etc/relevo/policy.yaml', faults }))
  const { ask } = await openApiApp(t, { policy })
  const answer = await ask('POST', '/v1/policy/reload')
  t.equal(answer.statusCode, 422)
  t.match(answer.json(), {
    ok: false,
    code: 'policy_faulty',
    detail: /policy.yaml has faults, and the rules that were there stay/,
    errors: [
      { field: 'rules[0].then', code: 'invalid', line: 3 },
      { field: '(file)', line: undefined },
    ],
  })
  t.match((await ask('GET', '/v1/policy')).json(), { rules: ['one', 'rest'] })
  t.match((await ask('GET', '/v1/audit')).json(), { entries: [{ what: 'reloadPolicy', outcome: 'refused' }] })
})

t.test('a process without rules says so', async (t) => {
  const { ask } = await openApiApp(t)
  const none = { version: null, mode: null, rules: [], loaded_at: null }
  t.same((await ask('GET', '/v1/policy')).json(), none)
  t.same((await ask('POST', '/v1/policy/reload')).json(), { ok: true, changed: false, ...none })
})
