// Imported as a module, `node:http` evaluates all of its exports, and with `WebSocket` the whole of Node's own fetch: 65 ms and
// 14 MB of every start. Taken this way it does not, as when Fastify requires it.
const { STATUS_CODES } = process.getBuiltinModule('node:http')

/** The usual words for an HTTP status, such as `Not Found`; `Error` where there are none. */
export const statusTitle = (status: number): string => STATUS_CODES[status] ?? 'Error'
