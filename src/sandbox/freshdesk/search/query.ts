/** A parsed search query. Dates are ISO days, `null` asks for what is unset. */
export type Query =
  | { kind: 'and' | 'or'; left: Query; right: Query }
  | { kind: 'term'; field: string; operator: Operator; value: string | number | boolean | null }

/** `:>` means at least and `:<` at most: the documents use `priority:>3` for High and Urgent. */
export type Operator = ':' | ':>' | ':<'
