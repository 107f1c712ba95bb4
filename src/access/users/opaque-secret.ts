import { hash } from 'node:crypto'

/** What is kept of a session's id or a link's secret. Both are random enough that a quick hash without salt is right; see `hashKey`. */
export const hashOpaque = (secret: string): string => hash('sha256', secret, 'base64url')
