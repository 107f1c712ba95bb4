import { createHash } from 'node:crypto'

/**
 * Whether a ticket is only observed, whatever the mode. Pure: by a hash of where it is and which it is, so that it is the same for
 * ever, after a restart and on every replica. `part`: 0..1 of all tickets; raising it keeps those that were in it.
 */
export const decideControl = (helpdesk: string, ticketId: string, part: number): boolean => {
  const digest = createHash('sha256')
    .update(JSON.stringify([helpdesk, ticketId]))
    .digest()
  return digest.readUInt32BE(0) / 2 ** 32 < part
}
