import { DatabaseError } from 'pg'
import t from 'tap'
import {
  diagnosePostgresFailure,
  isWrongAddress,
} from '../../../src/database/postgres/diagnose-postgres-failure.ts'
import { isWorthRunningAgain } from '../../../src/database/postgres/is-worth-running-again.ts'
import { postgresCode } from '../../../src/database/postgres/postgres-code.ts'

const serverError = (code: string): DatabaseError => {
  const error = new DatabaseError('from PostgreSQL', 15, 'error')
  error.code = code
  error.severity = 'ERROR'
  return error
}
const systemError = (code: string): Error => Object.assign(new Error(`read ${code}`), { code })

t.test('names the failure of the store behind a code of PostgreSQL', async (t) => {
  const expected: [code: string, failure: string][] = [
    ['08000', 'unavailable'],
    ['08006', 'unavailable'],
    ['08P01', 'unavailable'],
    ['25006', 'read-only'],
    ['25P03', 'unavailable'],
    ['25P04', 'unavailable'],
    ['26000', 'unavailable'],
    ['28000', 'unavailable'],
    ['28P01', 'unavailable'],
    ['3D000', 'unavailable'],
    ['40001', 'locked'],
    ['40P01', 'locked'],
    ['42501', 'read-only'],
    ['42P05', 'unavailable'],
    ['53000', 'unavailable'],
    ['53100', 'disk-full'],
    ['53200', 'unavailable'],
    ['53300', 'unavailable'],
    ['55000', 'unavailable'],
    ['55P03', 'locked'],
    ['57014', 'unavailable'],
    ['57P01', 'unavailable'],
    ['57P02', 'unavailable'],
    ['57P03', 'unavailable'],
    ['58030', 'unavailable'],
    ['XX000', 'corrupt'],
    ['XX001', 'corrupt'],
  ]
  for (const [code, failure] of expected) {
    t.match(
      diagnosePostgresFailure(serverError(code)),
      { code: failure, remedy: /PostgreSQL|tried again/ },
      code,
    )
  }
})

t.test('whatever ends a session says nothing about a statement', async (t) => {
  const fatal = Object.assign(serverError('0LP01'), { severity: 'FATAL' })
  t.match(diagnosePostgresFailure(fatal), { code: 'unavailable', remedy: /PostgreSQL/ })
})

t.test('leaves the fault of a statement or its values what it is', async (t) => {
  for (const code of ['22001', '22021', '23502', '23505', '42601', '42703', '42P01', '0A000', 'P0001'])
    t.equal(diagnosePostgresFailure(serverError(code)), null, code)
  t.equal(diagnosePostgresFailure(new TypeError('Cannot read properties of undefined')), null)
  t.equal(diagnosePostgresFailure(new Error('a classless subtlety')), null)
  t.equal(diagnosePostgresFailure('text'), null)
  t.equal(diagnosePostgresFailure(new AggregateError([], 'nothing in it')), null)
})

t.test('knows the errors of the operating system, also behind one for several addresses', async (t) => {
  for (const code of [
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENOENT',
    'EMFILE',
  ])
    t.match(
      diagnosePostgresFailure(systemError(code)),
      { code: 'unavailable', remedy: /cannot be reached/ },
      code,
    )
  const both = new AggregateError([systemError('ECONNREFUSED'), systemError('EHOSTUNREACH')])
  t.match(diagnosePostgresFailure(both), { code: 'unavailable' })
  t.equal(postgresCode(systemError('EPIPE')), null, 'it has the form of a code of PostgreSQL')
})

t.test("knows the driver's errors by their words", async (t) => {
  for (const words of [
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Cannot use a pool after calling end on the pool',
    'driver has already been destroyed',
    'Postgres connection has been discarded',
  ])
    t.match(diagnosePostgresFailure(new Error(words)), { code: 'unavailable', remedy: /reached/ }, words)
  t.match(diagnosePostgresFailure(new Error('Query read timeout')), { remedy: /in time/ })
})

t.test('tells what has to be put right from what passes', async (t) => {
  const wrong = [
    new Error('The server does not support SSL connections'),
    new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
    systemError('SELF_SIGNED_CERT_IN_CHAIN'),
    systemError('DEPTH_ZERO_SELF_SIGNED_CERT'),
    systemError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    systemError('CERT_HAS_EXPIRED'),
    systemError('ERR_TLS_CERT_ALTNAME_INVALID'),
    systemError('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'),
    serverError('28P01'),
    serverError('3D000'),
  ]
  for (const error of wrong) {
    t.match(diagnosePostgresFailure(error), { remedy: /DATABASE_URL/ }, error.message)
    t.equal(isWrongAddress(error), true)
  }
  for (const error of [systemError('ECONNREFUSED'), serverError('57P03'), serverError('53300')])
    t.equal(isWrongAddress(error), false)
})

t.test('runs again what others were in the way of, and nothing else', async (t) => {
  for (const code of ['40001', '40P01', '23505', '26000', '42P05', '0A000'])
    t.equal(isWorthRunningAgain(serverError(code)), true, code)
  for (const error of [
    serverError('23502'),
    serverError('57P01'),
    systemError('EPIPE'),
    new Error('x'),
    null,
  ])
    t.equal(isWorthRunningAgain(error), false)
})
