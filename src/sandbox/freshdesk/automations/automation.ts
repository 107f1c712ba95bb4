/** What an update rule can watch. */
export const watchedFields = ['group', 'priority', 'type', 'status', 'agent'] as const
export type WatchedField = (typeof watchedFields)[number]

/**
 * A rule for ticket creation or for ticket updates whose action is "Trigger webhook". Freshdesk signs nothing: what proves where a call
 * comes from is a header or Basic authentication that the administrator fills in.
 */
export interface Automation {
  name: string
  on: 'create' | 'update'
  url: string
  /** Update rules: which changes set it off; all when left out. */
  watch?: readonly WatchedField[]
  /** E-mails of agents whose changes do not set it off. What is left out includes the API's own agent: a loop. */
  exceptBy?: readonly string[]
  headers?: Readonly<Record<string, string>>
  basic?: { user: string; password: string }
  /** Absent: the Simple content, with these fields ticked. */
  template?: string
  /** Whether values in a template are escaped for JSON; not documented. Default false. */
  escapes?: boolean
}

/** What the vendor's documents do not tell of `triggered_event`, and so can be set. */
export interface EventWords {
  /** What stands for no value. Default `--`. */
  nothing: string
  /** What a field is called in it. Default as in `WatchedField`, which is how `status` and `priority` were seen. */
  names: Partial<Record<WatchedField, string>>
  /** Several changes at once: in one pair of braces (default), or a call for each. */
  several: 'joined' | 'apart'
}
