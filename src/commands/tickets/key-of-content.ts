import { hash } from 'node:crypto'

/**
 * An idempotency key for what is said on a ticket: the same for the same, so that a command that is run again, after Ctrl-C or a
 * lost answer, says nothing twice, and nobody has to note a key down.
 */
export const keyOfContent = (content: Record<string, unknown>): string => {
  const text = JSON.stringify(content, (_, value: unknown) =>
    value instanceof Uint8Array ? hash('sha256', value) : value,
  )
  return `cli-${hash('sha256', text, 'base64url').slice(0, 32)}`
}
