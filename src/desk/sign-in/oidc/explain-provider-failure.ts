import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'

export interface ProviderFailure {
  /** `refused`: by the provider, or the person turned back. `stale`: what came back does not belong to what was begun. */
  why: 'refused' | 'away' | 'stale' | 'misconfigured'
  /** For the log; never what a person is called. */
  code: string
}

const stale = new Set(['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'])
const away = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_PARSE_ERROR'])

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

/** What went wrong on the way to the provider or back. */
export const explainProviderFailure = (error: unknown): ProviderFailure => {
  if (error instanceof AuthorizationResponseError) {
    const { error: code } = error
    if (code === 'server_error' || code === 'temporarily_unavailable') return { why: 'away', code }
    const isRefusal = /^(?:access_denied|login_required|interaction_required|consent_required)$/.test(code)
    return { why: isRefusal ? 'refused' : 'misconfigured', code }
  }
  if (error instanceof ResponseBodyError)
    // A code that was used, or has ended.
    return { why: error.error === 'invalid_grant' ? 'stale' : 'misconfigured', code: error.error }
  const code = codeOf(error)
  if (error instanceof ClientError && code !== null) {
    if (stale.has(code)) return { why: 'stale', code }
    return { why: away.has(code) ? 'away' : 'misconfigured', code }
  }
  // `fetch` failed: the network, not what was said.
  if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError'))
    return { why: 'away', code: codeOf(error.cause) ?? error.name }
  return { why: 'misconfigured', code: code ?? (error instanceof Error ? error.name : 'unknown') }
}
