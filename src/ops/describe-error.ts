/** What of an error may stand in a log: what kind, which code, where. The message only where it cannot quote a person. */
export interface ErrorDescription {
  type: string
  code?: string
  status?: number
  message?: string
  at: string[]
  cause?: ErrorDescription
}

// Families whose messages are made of fixed texts, paths and addresses of machines: the system's, undici's, Fastify's,
// SQLite's and TLS's. Node's own ERR_INVALID_… quote the argument, so they are not among them.
const safeCodes =
  /^(E[A-Z0-9]{2,20}|UND_ERR_\w+|FST_\w+|ERR_SQLITE\w*|SQLITE\w*|ERR_TLS\w*|ERR_SSL\w*|CERT_\w+|DEPTH_ZERO\w*|SELF_SIGNED\w*|UNABLE_TO\w*)$/

const root = new URL('../../', import.meta.url).href

const framesOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))

/** Thrown by a line of ours, whose texts hold ids and codes only; `JSON.parse` and the like have a frame of their own. */
const isOurs = (frames: readonly string[]): boolean => {
  const [, path] = (frames[0] ?? '').split(root)
  return path !== undefined && !path.includes('node_modules/')
}

const textProperty = (error: Error, key: string): string | undefined => {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : undefined
}

const longestChain = 4

/**
 * Describes any thrown value without bodies, inputs or other data that it carries. Follows `cause`, at most four deep.
 */
export const describeError = (thrown: unknown, depth = 1): ErrorDescription => {
  if (!(thrown instanceof Error)) return { type: typeof thrown, at: [] }
  const frames = framesOf(thrown)
  const code = textProperty(thrown, 'code')
  const status: unknown = Reflect.get(thrown, 'statusCode')
  const showMessage = code === undefined ? isOurs(frames) : safeCodes.test(code) || isOurs(frames)
  return {
    type: thrown.name,
    ...(code === undefined ? {} : { code }),
    ...(typeof status === 'number' ? { status } : {}),
    ...(showMessage ? { message: thrown.message.slice(0, 500) } : {}),
    at: frames.slice(0, 8).map((frame) => frame.replace(root, '')),
    ...(thrown.cause === undefined || thrown.cause === null || depth >= longestChain
      ? {}
      : { cause: describeError(thrown.cause, depth + 1) }),
  }
}
