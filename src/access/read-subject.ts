import type { AuditSubject } from './access.ts'

// What stands in an address may be anything, an e-mail address too. Only what looks like an id of its kind goes into the trail.
const kinds: readonly (readonly [path: RegExp, kind: AuditSubject['kind'], id: RegExp])[] = [
  [/^\/v1\/handoffs\/:id(\/|$)/, 'handoff', /^ho_[0-9a-z]{26}$/],
  [/^\/v1\/tickets\/:id(\/|$)/, 'ticket', /^[A-Za-z0-9_-]{1,64}$/],
  [/^\/v1\/keys\/:id(\/|$)/, 'key', /^rlv_[0-9a-z]{12}$/],
  [/^\/settings\/users\/:id(\/|$)/, 'user', /^us_[0-9a-z]{20}$/],
]

/** A subject, if the id is one of its kind. */
export const subjectOf = (kind: AuditSubject['kind'], id: string): AuditSubject | null =>
  kinds.some(([, known, form]) => known === kind && form.test(id)) ? { kind, id } : null

/** What a request is about, by the pattern of its route and the id in its address. */
export const readSubject = (pattern: string, params: unknown): AuditSubject | null => {
  const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : null
  const kind = kinds.find(([path]) => path.test(pattern))?.[1]
  return kind === undefined || typeof id !== 'string' ? null : subjectOf(kind, id)
}
