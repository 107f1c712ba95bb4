import t, { type Test } from 'tap'
import type { Admission, Deed } from '../../src/access/access.ts'
import { buildIntake } from './build-intake.ts'

const payload = { user_email: 'ann@example.org', conversation_summary: 'Help' }

/** The way in for programs, with a doorkeeper that says this. */
const open = async (t: Test, admission: Admission | Promise<Admission>) => {
  const recorded: { deed: Deed; status: number }[] = []
  const intake = await buildIntake(t, {
    access: {
      doorkeeper: { admit: () => admission, hasConfiguredKeys: true },
      trail: {
        refused: async (deed, status) => {
          recorded.push({ deed, status })
        },
      },
    },
  })
  const answer = await intake.app.inject({ method: 'POST', url: '/v1/handoffs', payload })
  return { ...intake, answer, recorded }
}

const caller = (change: { scopes?: string[]; seconds?: number } = {}): Admission => ({
  kind: 'admitted',
  caller: {
    name: 'key:zapier',
    keyId: 'rlv_000000000000',
    may: (scope) => (change.scopes ?? ['handoffs:write']).includes(scope),
    limit: () => change.seconds ?? 0,
  },
})

t.test('a stored key hands over, whether it is known at once or has to be looked up', async (t) => {
  for (const admission of [caller(), Promise.resolve(caller())]) {
    const { answer, ledger, lines, recorded } = await open(t, admission)
    t.equal(answer.statusCode, 202)
    t.equal(ledger.puts.length, 1)
    t.match(
      lines.filter(({ msg }) => msg === 'hand-off'),
      [{ keyId: 'rlv_000000000000', outcome: 'received' }],
    )
    t.same(recorded, [], 'the ledger is the record of what is taken in')
  }
})

const refusals: [name: string, admission: Admission, status: number, code: string, event: object][] = [
  ['an unknown', { kind: 'refused', why: 'wrong' }, 401, 'api_key_wrong', { kind: 'unauthenticated' }],
  ['an expired', { kind: 'refused', why: 'expired' }, 401, 'api_key_expired', { kind: 'unauthenticated' }],
  ['a revoked', { kind: 'refused', why: 'revoked' }, 401, 'api_key_revoked', { kind: 'unauthenticated' }],
  ['a too busy', caller({ seconds: 7 }), 429, 'rate_limited', { kind: 'limited' }],
  [
    'a store that is away from the',
    { kind: 'unavailable' },
    503,
    'store_unavailable',
    { kind: 'unavailable' },
  ],
]

for (const [name, admission, status, code, event] of refusals) {
  t.test(`${name} key takes nothing in, and the answer says why`, async (t) => {
    for (const said of [admission, Promise.resolve(admission)]) {
      const { answer, ledger, events } = await open(t, said)
      t.equal(answer.statusCode, status)
      t.match(answer.json(), { ok: false, code })
      t.equal(answer.headers['retry-after'] !== undefined, status === 429 || status === 503)
      t.equal(ledger.puts.length, 0)
      t.match(events, [{ ...event, source: 'api' }])
    }
  })
}

t.test('a key without the scope takes nothing in, and that is recorded', async (t) => {
  const { answer, ledger, recorded } = await open(t, caller({ scopes: ['tickets:write'] }))
  t.equal(answer.statusCode, 403)
  t.match(answer.json(), { code: 'scope_missing', detail: /handoffs:write/ })
  t.equal(ledger.puts.length, 0)
  t.match(recorded, [
    {
      status: 403,
      deed: { who: 'key:zapier', keyId: 'rlv_000000000000', what: 'createHandoff', subject: null },
    },
  ])
  t.notMatch(JSON.stringify(recorded), /ann@example/)
})
