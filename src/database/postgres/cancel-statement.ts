import { connect } from 'node:net'
import type { PoolClient } from 'pg'

// CancelRequest, https://www.postgresql.org/docs/current/protocol-message-formats.html
const requestBytes = 16
const requestCode = 80_877_102
const withinMs = 3_000

const numberOf = (client: PoolClient, name: string): number | null => {
  const value: unknown = Reflect.get(client, name)
  return typeof value === 'number' ? value : null
}

/**
 * Asks the server to stop what it does for this client, who has given up waiting: PostgreSQL does not notice that by itself,
 * and would work on, holding its locks. By a message of its own, which poolers pass on. Does not wait, and never fails; the
 * key goes unencrypted, as psql sends it too, and is good for nothing but this one session, which ends.
 */
export const cancelStatement = (client: PoolClient): void => {
  const processId = numberOf(client, 'processID')
  const secretKey = numberOf(client, 'secretKey')
  if (processId === null || secretKey === null) return
  const { host, port } = client
  const socket = connect(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port })
  socket.unref()
  socket.setTimeout(withinMs, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  const request = Buffer.alloc(requestBytes)
  request.writeInt32BE(requestBytes, 0)
  request.writeInt32BE(requestCode, 4)
  request.writeInt32BE(processId, 8)
  request.writeInt32BE(secretKey, 12)
  socket.end(request)
}
