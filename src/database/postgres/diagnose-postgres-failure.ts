import type { StoreFailure } from '../database.ts'
import { postgresCode } from './postgres-code.ts'

const comesBack = 'Relevo goes on by itself when it is back.'
const unreachable: StoreFailure = {
  code: 'unavailable',
  remedy: `PostgreSQL cannot be reached; check that it runs and that this machine may connect. ${comesBack}`,
}
const slow: StoreFailure = {
  code: 'unavailable',
  remedy: `PostgreSQL does not answer in time; check its load, its disk and the network. ${comesBack}`,
}
const contended: StoreFailure = {
  code: 'locked',
  remedy: 'Other transactions hold what is needed; it is tried again.',
}
const forbidden: StoreFailure = {
  code: 'read-only',
  remedy: "PostgreSQL does not permit it; check the rights of Relevo's role on its database.",
}
const refused: StoreFailure = {
  code: 'unavailable',
  remedy:
    'PostgreSQL refuses the log-in; check user, password and database in DATABASE_URL, and pg_hba.conf.',
}
const untrusted: StoreFailure = {
  code: 'unavailable',
  remedy:
    'The TLS connection to PostgreSQL does not come about; check sslmode, sslrootcert, sslcert and sslkey in DATABASE_URL, and the certificate of the server.',
}

const missing: StoreFailure = {
  code: 'unavailable',
  remedy: 'PostgreSQL has no such database; create it, or check the name at the end of DATABASE_URL.',
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const byCode: Record<string, StoreFailure> = {
  '25006': {
    code: 'read-only',
    remedy: `PostgreSQL is read-only: this is a standby, or it is being switched over. ${comesBack}`,
  },
  '40001': contended,
  '40P01': contended,
  '55P03': contended,
  '57014': slow,
  '25P03': slow,
  '25P04': slow,
  '26000': unreachable,
  '42P05': unreachable,
  '28000': refused,
  '28P01': refused,
  '3D000': missing,
  '55000': unreachable,
  '42501': forbidden,
  '53100': {
    code: 'disk-full',
    remedy: `The disk of the PostgreSQL server is full; free some space. ${comesBack}`,
  },
  '53200': { code: 'unavailable', remedy: 'The PostgreSQL server is out of memory; give it more.' },
  '53300': {
    code: 'unavailable',
    remedy:
      'PostgreSQL has no free connection; raise its max_connections, or lower store.connections. Relevo goes on by itself.',
  },
}

const byClass: Record<string, StoreFailure> = {
  '08': unreachable,
  '53': { code: 'unavailable', remedy: 'The PostgreSQL server has run out of something; see its log.' },
  '57': unreachable,
  '58': { code: 'unavailable', remedy: 'The PostgreSQL server has trouble with its files; see its log.' },
  XX: { code: 'corrupt', remedy: 'PostgreSQL reports damage; see its log, and restore a backup if need be.' },
}

const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EACCES',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ECANCELED',
])

// The driver has no codes for these.
const unreachableWords =
  /connection terminated|connection ended|not queryable|connection error|timeout exceeded when trying to connect|connection timeout|timeout expired|client was closed|pool after calling end|driver has already been destroyed|connection has been discarded/i
const untrustedWords = /server does not support ssl|establishing an ssl connection/i
const logInWords = /^SASL: /

// https://nodejs.org/api/tls.html#x509-certificate-error-codes, and what OpenSSL says of keys and protocols.
const isTlsCode = (code: string): boolean =>
  /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/.test(
    code,
  )

const isTlsFailure = (error: Error): boolean =>
  'code' in error && typeof error.code === 'string'
    ? isTlsCode(error.code)
    : untrustedWords.test(error.message)

/** Whether what DATABASE_URL says has to be put right first: wrong credentials and certificates do not come right by waiting. */
export const isWrongAddress = (error: unknown): boolean => {
  const failure = diagnosePostgresFailure(error)
  return failure === refused || failure === untrusted || failure === missing
}

/** A FATAL error is never a statement's: the session could not begin, or is over. */
const endsConnection = (error: Error): boolean =>
  'severity' in error && (error.severity === 'FATAL' || error.severity === 'PANIC')

/** Null when the store is sound and the statement or its values were at fault. */
export const diagnosePostgresFailure = (error: unknown): StoreFailure | null => {
  if (!(error instanceof Error)) return null
  if (error instanceof AggregateError && error.errors.length > 0)
    return diagnosePostgresFailure(error.errors[0])
  const code = postgresCode(error)
  if (code !== null)
    return byCode[code] ?? byClass[code.slice(0, 2)] ?? (endsConnection(error) ? unreachable : null)
  if ('code' in error && typeof error.code === 'string' && systemCodes.has(error.code)) return unreachable
  if (isTlsFailure(error)) return untrusted
  if (logInWords.test(error.message)) return refused
  if (/query read timeout/i.test(error.message)) return slow
  return unreachableWords.test(error.message) ? unreachable : null
}
