import type { Failure } from './outcome.ts'

/** For lists that are remembered as closed to our credentials. */
export const notPermitted = (what: string): { ok: false; failure: Failure } => {
  const message = `Our credentials may not read the ${what} of this account.`
  return { ok: false, failure: { kind: 'forbidden', message, status: 403, code: null } }
}
