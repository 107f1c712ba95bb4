import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { problemSchema } from '../../schemas/problem.ts'
import { type BuiltIntake, buildIntake, secret } from './build-intake.ts'
import { type HostileInput, hostileInputs } from './hostile-inputs.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

// Every request from an address of its own, so that failed attempts are not answered 429.
let sender = 0
const nextAddress = () => {
  sender += 1
  return `10.${(sender >> 16) & 255}.${(sender >> 8) & 255}.${sender & 255}`
}

const send = (
  { app }: BuiltIntake,
  { method = 'POST' as never, url = '/webhooks/botpress', headers, payload }: HostileInput,
) => {
  const all = { 'x-webhook-secret': secret, 'content-type': 'application/json', ...headers }
  const sent = Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
  return app.inject({ method, url, headers: sent, payload, remoteAddress: nextAddress() })
}

const sendGood = ({ app }: BuiltIntake) =>
  app.inject({
    method: 'POST',
    url: '/webhooks/botpress',
    headers: { 'x-webhook-secret': secret },
    payload: { user_email: 'ann@ex.org', conversation_summary: `Help ${sender}` },
    remoteAddress: nextAddress(),
  })

t.test('there are at least 200 hostile inputs, all different', async (t) => {
  t.ok(hostileInputs.length >= 200, `${hostileInputs.length}`)
})

t.test('each is refused with its code, and the next good request is not affected', async (t) => {
  const intake = await buildIntake(t)
  for (const input of hostileInputs) {
    const answer = await send(intake, input)
    const problem = problemSchema.safeParse(answer.json())
    const fault = problem.data?.errors?.[0]?.code ?? problem.data?.code
    t.same(
      { status: answer.statusCode, code: fault, type: answer.headers['content-type'] },
      { status: input.status, code: input.code, type: 'application/problem+json; charset=utf-8' },
      input.name,
    )
    const next = await sendGood(intake)
    if (next.statusCode !== 202 || next.json().duplicate) t.fail(`the next good request after ${input.name}`)
  }
  t.equal(Reflect.get({}, 'admin'), undefined, 'no prototype was changed')
  const refused = intake.ledger.puts.filter(({ refusal }) => refusal !== null)
  const expected = hostileInputs.filter(({ status }) => status === 422)
  t.equal(refused.length, expected.length, 'those refused for their content, and only those, were kept')
})

t.test('memory stays flat', async (t) => {
  const intake = await buildIntake(t)
  const usedAfterRound = async () => {
    for (const input of hostileInputs) await send(intake, input)
    intake.ledger.clear()
    intake.events.length = 0
    intake.lines.length = 0
    await new Promise(setImmediate)
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = await usedAfterRound()
  const after = await usedAfterRound()
  t.ok(after - before < 4_000_000, `grew by ${after - before} bytes in ${hostileInputs.length} requests`)
})
