/** Why a language model or an encoder gave no answer, for logs: nothing of the text, of the answer, or of a key is in it. */
export const describeLlmError = (error: unknown, timeoutMs: number): string => {
  if (!(error instanceof Error)) return 'it failed'
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return `it did not answer within ${Math.round(timeoutMs / 1000)} s`
  if ('statusCode' in error && typeof error.statusCode === 'number')
    return `it answered with HTTP ${error.statusCode}`
  const code = codeOf(error)
  return code === null ? `it failed (${error.name})` : `it could not be reached (${code})`
}

/** The code of the system error behind it, however deep it is wrapped. */
const codeOf = (error: Error, depth = 0): string | null => {
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause instanceof Error && depth < 5 ? codeOf(error.cause, depth + 1) : null
}
