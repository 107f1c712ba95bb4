import t from 'tap'
import { classifyFailure, type FailedCall } from '../../src/helpdesk/classify-failure.ts'
import { silentRefusal } from '../../src/helpdesk/refusal.ts'

const failed = (over: Partial<FailedCall>): FailedCall => ({
  started: true,
  status: null,
  code: null,
  refusal: silentRefusal,
  retryAfterMs: null,
  now: 0,
  ...over,
})

t.test('every status from 300 to 599 has an effect, and only what is certain has none', async (t) => {
  for (let status = 300; status < 600; status++) {
    const { effect } = classifyFailure(failed({ status }))
    t.equal(effect, status >= 500 || status === 408 ? 'unknown' : 'none', String(status))
  }
})

t.test('nothing that was not started has an effect, whatever the error is called', async (t) => {
  for (const code of ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'CERT_HAS_EXPIRED', 'ETIMEDOUT', null]) {
    t.equal(classifyFailure(failed({ started: false, code })).effect, 'none')
    t.equal(classifyFailure(failed({ started: true, code })).effect, 'unknown')
  }
})

t.test('a key that is locked out counts as refused credentials, other prohibitions do not', async (t) => {
  for (const code of ['account_suspended', 'password_lockout', 'password_expired', 'invalid_credentials']) {
    t.equal(
      classifyFailure(failed({ status: 403, refusal: { ...silentRefusal, code } })).failure.kind,
      'credentials',
    )
  }
  for (const code of ['access_denied', 'require_feature', null]) {
    t.match(classifyFailure(failed({ status: 403, refusal: { ...silentRefusal, code } })).failure, {
      kind: 'forbidden',
      code,
    })
  }
})

t.test('a refusal names its fields once', async (t) => {
  const fault = { field: 'status', code: 'invalid_value', message: 'no' }
  const refusal = { code: null, faults: [fault, fault], existingId: null }
  t.match(classifyFailure(failed({ status: 400, refusal })).failure, {
    kind: 'invalid',
    faults: [fault, fault],
    message: 'The help desk refuses the request (400): status.',
  })
})
