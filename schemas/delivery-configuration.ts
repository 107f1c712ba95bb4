import * as z from 'zod'
import { duration } from './setting-kinds.ts'

/** How hand-offs reach the help desk, and what is fetched for them. */
export const deliverySchema = z.strictObject({
  lease: duration('1m').describe('A worker that has been silent this long loses its hand-offs.'),
  settle: duration('45s').describe(
    "After a lost answer: how long to wait, counted from the request's end, before looking whether it took effect.",
  ),
  retryFirst: duration('2s').describe(
    'Longest first wait after a failure; doubles each time, with full jitter.',
  ),
  retryCeiling: duration('10m').describe('Longest wait between attempts.'),
  drain: duration('20s').describe('At shutdown: how long deliveries under way may take to finish.'),
  addToOpen: z
    .boolean()
    .default(true)
    .describe("Add to the person's open ticket instead of creating another."),
  addWindow: duration('24h').describe("How long a person's ticket takes additions on the same subject."),
  addSimilarity: z
    .number()
    .min(0)
    .max(1)
    .default(0.35)
    .describe('How alike two texts must be to count as the same subject, 0..1.'),
  whenClosed: z
    .enum(['create', 'reopen'])
    .default('create')
    .describe('What to do when that ticket is solved or closed meanwhile.'),
  alertAfter: duration('15m').describe(
    'A hand-off under way for longer counts as overdue in health and metrics.',
  ),
})
export type DeliveryConfig = z.output<typeof deliverySchema>

export const attachmentsSchema = z.strictObject({
  fetch: z.boolean().default(true).describe('Fetch files that a bot links to and attach them.'),
  maxFiles: z.int().min(0).max(50).default(10).describe('Files per hand-off.'),
  maxBytes: z.int().min(1).default(15_000_000).describe('Bytes of all files of a hand-off together.'),
  timeout: duration('20s').describe('Time for all files of a hand-off.'),
  types: z
    .array(z.string())
    .default([
      'image/*',
      'audio/*',
      'video/*',
      'text/plain',
      'text/csv',
      'application/pdf',
      'application/zip',
      'application/vnd.*',
      'application/msword',
    ])
    .describe('Content types that are accepted.'),
  allowPrivateAddresses: z
    .boolean()
    .default(false)
    .describe(
      'Allow links to private networks. Leave it off: a payload could make Relevo read your intranet.',
    ),
})
export type AttachmentsConfig = z.output<typeof attachmentsSchema>
