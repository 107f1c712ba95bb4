import * as z from 'zod'

const milliseconds = z.number().min(0).max(3_600_000)

/**
 * What may go wrong on a call. In process (msw) whatever needs a socket becomes a network error; over a socket it is real.
 *
 * Before the work: `latency` (waits, then works), `hang` (never works, never answers), `drop` (cuts the connection without
 * working), `status` (an answer of the edge, without working), `redirect`, `unauthorized`, `forbidden`, `rate-limit`.
 * After it: `act-then-drop` (works, then cuts), `act-then-hang`, `act-then-status` (works, then an error of the edge),
 * `act-late` (works `ms` later; until then the connection hangs or is cut at once), `half-answer` (cuts in the middle of
 * the answer), `slow-answer` (spreads it over `ms`), `invalid-json` and `empty-answer` (the work's status, a spoilt body).
 * `field`: a 400 that names one field, whenever it is present (or, with `missing_field`, whenever it is absent).
 */
export const effectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ms: milliseconds }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    body: z.enum(['json', 'html', 'empty']).default('json'),
  }),
  z.strictObject({
    kind: z.literal('rate-limit'),
    /** Number or text as it stands in the header; null leaves it out. */
    retryAfter: z.union([z.number(), z.string()]).nullable().default(1),
  }),
  z.strictObject({ kind: z.literal('unauthorized') }),
  z.strictObject({ kind: z.literal('forbidden'), code: z.string().default('access_denied') }),
  z.strictObject({ kind: z.literal('redirect'), location: z.string().default('/') }),
  z.strictObject({ kind: z.literal('act-then-drop') }),
  z.strictObject({ kind: z.literal('act-then-hang') }),
  z.strictObject({
    kind: z.literal('act-then-status'),
    status: z.int().min(400).max(599),
    body: z.enum(['json', 'html', 'empty']).default('json'),
  }),
  z.strictObject({
    kind: z.literal('act-late'),
    ms: milliseconds,
    connection: z.enum(['hang', 'cut']).default('cut'),
  }),
  z.strictObject({ kind: z.literal('half-answer') }),
  z.strictObject({ kind: z.literal('slow-answer'), ms: milliseconds }),
  z.strictObject({ kind: z.literal('invalid-json') }),
  z.strictObject({ kind: z.literal('empty-answer') }),
  z.strictObject({
    kind: z.literal('field'),
    field: z.string().min(1),
    code: z.string().default('invalid_value'),
    message: z.string().default('It is not acceptable'),
  }),
])

/** Which calls a fault is played on; what is left out does not restrict. */
export const matchSchema = z.strictObject({
  method: z.string().optional(),
  /** Path under the API base; `*` stands for one segment, a final `**` for the rest: `/tickets/*`, `/tickets/**`. */
  path: z.string().optional(),
  /** Only the nth matching call, counted from 1 since the fault was added. */
  nth: z.int().min(1).optional(),
  /** Chance 0..1 of each matching call, drawn from the seeded random. */
  probability: z.number().min(0).max(1).optional(),
  /** How many times it is played at most. */
  count: z.int().min(1).optional(),
  /** Only from this time on (ms since the epoch). */
  from: z.number().optional(),
  /** Only before this time (ms since the epoch). */
  until: z.number().optional(),
})

export const faultSchema = z.strictObject({ match: matchSchema.prefault({}), effect: effectSchema })

export type Effect = z.output<typeof effectSchema>
export type EffectInput = z.input<typeof effectSchema>
export type Match = z.output<typeof matchSchema>
export type Fault = z.output<typeof faultSchema>
