/** What happened at the door, for metrics. `source` is a configured name, `api`, or `unknown`; never what a request claims. */
export type IntakeEvent =
  | { kind: 'received' | 'duplicate' | 'conflict' | 'limited' | 'unavailable'; source: string }
  | { kind: 'refused'; source: string; codes: string[] }
  | { kind: 'unreadable' | 'unauthenticated'; source: string; code: string }
