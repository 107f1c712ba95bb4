import type { TriggerOption, ZendeskSandboxOptions } from './options.ts'

/** Options with every default filled in, for the routes. */
export interface Behaviour {
  hold: boolean
  searchDelayMs: number
  jobDelayMs: number
  idempotencyMs: number
  remembersRefusals: boolean
  uploadMs: number
  maxUploadBytes: number
  maxCommentLength: number
  maxComments: number
  longSubject: 'cut' | 'refuse'
  needsName: boolean
  unknownFields: 'ignore' | 'refuse'
  reopens: boolean
  auditsOrder: 'asked' | 'oldest'
  triggers: readonly TriggerOption[]
}

const minuteMs = 60_000

export const readBehaviour = (options: ZendeskSandboxOptions): Behaviour => ({
  hold: options.hold ?? true,
  jobDelayMs: options.jobDelayMs ?? 1_000,
  searchDelayMs: options.searchDelayMs ?? 2 * minuteMs,
  idempotencyMs: options.idempotencyMs ?? 120 * minuteMs,
  remembersRefusals: options.remembersRefusals ?? false,
  uploadMs: options.uploadMs ?? 60 * minuteMs,
  maxUploadBytes: options.maxUploadBytes ?? 50 * 2 ** 20,
  maxCommentLength: options.maxCommentLength ?? 65_536,
  maxComments: options.maxComments ?? 5_000,
  longSubject: options.longSubject ?? 'cut',
  needsName: options.needsName ?? true,
  unknownFields: options.unknownFields ?? 'ignore',
  reopens: options.reopens ?? true,
  auditsOrder: options.auditsOrder ?? 'asked',
  triggers: options.triggers ?? [],
})
