import type { Handoff } from '../../schemas/handoff.ts'
import { type FieldName, findFieldName } from '../../schemas/handoff-fields.ts'
import type { Fault } from '../../schemas/problem.ts'
import { cleanText } from './clean-text.ts'
import { cleanRecord } from './clean-value.ts'
import { type Candidate, type CollectedFields, collectFields } from './collect-fields.ts'
import { intakeLimits } from './intake-limits.ts'
import { isAbsent } from './is-absent.ts'
import { readAttachments } from './read-attachments.ts'
import { readCustomFields } from './read-custom-fields.ts'
import { readEmail } from './read-email.ts'
import { readLanguage } from './read-language.ts'
import { readPhone } from './read-phone.ts'
import { readPriority } from './read-priority.ts'
import { readTags } from './read-tags.ts'
import { readShortText, readText } from './read-text.ts'
import { readTranscript } from './read-transcript.ts'
import { readWebAddress } from './read-web-address.ts'
import { summariseTranscript } from './summarise-transcript.ts'
import { readPath } from './take-path.ts'
import { unnest } from './unnest.ts'

export interface ParseOptions {
  /** The source's own names → Relevo's. */
  fields: Record<string, string>
  /** The field that names a delivery, as the sender or as Relevo calls it. */
  idempotencyField: string
  /** Language for the one sentence that Relevo may have to write itself. */
  language: string
}

/**
 * A hand-off, or why it is refused. `kept` is the best that could be made of a refused one, for a person to correct; a
 * malformed e-mail stays in it as it was written.
 */
export type ParsedHandoff = (
  | { ok: true; handoff: Handoff }
  | { ok: false; faults: Fault[]; kept: Handoff }
) & {
  /** What the idempotency field holds, or null. */
  named: string | null
}

/**
 * Makes a hand-off of a parsed body that `canonicalise` found safe. Refuses only what leaves nobody to answer or nothing
 * to say; any other field that cannot be read as it should goes to `extra`, as it came. May change objects in `body`.
 */
export const parseHandoff = (body: Record<string, unknown>, options: ParseOptions): ParsedHandoff => {
  const nested = unnest(body)
  const named = readShortName(nested, options.idempotencyField)
  const collected = collectFields(nested, options.fields)
  const reader = createReader(collected)
  const faults: Fault[] = []
  const contact = readContact(collected, reader, faults)
  const words = readWords(collected, reader, faults, options.language)
  const handoff: Handoff = {
    requester: { ...contact, name: reader.read('name', readShortText) ?? contact.name },
    summary: words.summary,
    category: reader.read('category', readShortText),
    subject: words.subject,
    priority: reader.read('priority', readPriority),
    language: reader.read('language', readLanguage),
    conversationId: reader.read('conversationId', readShortText),
    messageId: reader.read('messageId', readShortText),
    bot: reader.read('bot', readShortText),
    channel: reader.read('channel', readShortText),
    transcript: words.transcript,
    attachments: words.attachments,
    customFields: reader.read('customFields', readCustomFields) ?? {},
    tags: reader.readSome('tags', readTags)?.tags ?? [],
    callbackUrl: reader.read('callbackUrl', readWebAddress),
    extra: {},
  }
  handoff.extra = readExtra(collected.rest, faults)
  const name = named ?? knownName(handoff, options.idempotencyField)
  return faults.length === 0
    ? { ok: true, handoff, named: name }
    : { ok: false, faults: faults.map(shorten), kept: handoff, named: name }
}

// A name of a field can be as long as a body.
const shorten = (fault: Fault): Fault => ({ ...fault, field: cleanText(fault.field.slice(0, 100)) })

const readShortName = (body: Record<string, unknown>, path: string): string | null => {
  const value = readPath(body, path)
  return isAbsent(value) ? null : readText(value)
}

const knownName = (handoff: Handoff, path: string): string | null => {
  const field = findFieldName(path)?.field
  return field === 'messageId' || field === 'conversationId' ? handoff[field] : null
}

/** Reads found fields; what cannot be read is put back among the unknown ones, so that nothing is dropped. */
const createReader = ({ found, rest }: CollectedFields) => ({
  read<T>(field: FieldName, read: (value: unknown) => T | null): T | null {
    const candidate = found.get(field)
    if (candidate === undefined) return null
    const value = read(candidate.value)
    if (value === null) rest[candidate.path] = candidate.value
    return value
  },
  readSome<T extends { left: unknown[] }>(field: FieldName, read: (value: unknown) => T | null): T | null {
    const result = this.read(field, read)
    const candidate = found.get(field)
    if (result !== null && candidate !== undefined && result.left.length > 0)
      rest[candidate.path] = result.left
    return result
  },
})

type Reader = ReturnType<typeof createReader>

const readContact = ({ found }: CollectedFields, reader: Reader, faults: Fault[]) => {
  const sent = found.get('email')
  const email = sent === undefined ? null : readEmail(sent.value)
  if (sent !== undefined && email === null) faults.push(emailFault(sent))
  const phone = reader.read('phone', readPhone)
  if (sent === undefined && phone === null) faults.push(contactFault(found.get('phone')))
  return { email: email?.address ?? asWritten(sent), phone, name: email?.displayName ?? null }
}

const emailFault = ({ path, value }: Candidate): Fault =>
  typeof value === 'object' || typeof value === 'boolean'
    ? { field: path, code: 'wrong_type', message: 'Send the e-mail address as text.' }
    : {
        field: path,
        code: 'invalid_email',
        message: 'This is not an e-mail address. Ask the person for it again.',
      }

const contactFault = (phone: Candidate | undefined): Fault =>
  phone === undefined
    ? {
        field: 'user_email',
        code: 'contact_missing',
        message: 'Send user_email or user_phone, so that somebody can answer the person.',
      }
    : {
        field: phone.path,
        code: 'invalid_phone',
        message: 'This is not a phone number, and there is no e-mail address. Send one of them.',
      }

const asWritten = (candidate: Candidate | undefined): string | null => {
  if (candidate === undefined) return null
  const { value } = candidate
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return cleanText(text).slice(0, 254).toWellFormed()
}

const readWords = ({ found }: CollectedFields, reader: Reader, faults: Fault[], language: string) => {
  const transcript = reader.read('transcript', readTranscript) ?? []
  const subject = reader.read('subject', readText)
  const attachments = reader.readSome('attachments', readAttachments)?.attachments ?? []
  const told = reader.read('summary', readText)
  const summary =
    told ??
    summariseTranscript(transcript) ??
    subject ??
    (attachments.length > 0 ? filesOnly(language) : null)
  const sent = found.get('summary')
  if (sent !== undefined && told === null) {
    faults.push({
      field: sent.path,
      code: 'wrong_type',
      message: 'Send the summary as text.',
    })
  } else if (summary === null) faults.push(nothingToSay(found.get('transcript')))
  return { transcript, subject, attachments, summary: summary ?? '' }
}

const filesOnly = (language: string): string =>
  language.startsWith('es') ? 'Sin texto; véanse los archivos adjuntos.' : 'No text; see the attached files.'

const nothingToSay = (transcript: Candidate | undefined): Fault =>
  transcript === undefined
    ? {
        field: 'conversation_summary',
        code: 'nothing_to_say',
        message: 'Send conversation_summary or transcript: what the person needs.',
      }
    : {
        field: transcript.path,
        code: 'wrong_type',
        message:
          'Send the transcript as a list of {from, text, at} or as text, or send conversation_summary.',
      }

const readExtra = (rest: Record<string, unknown>, faults: Fault[]): Handoff['extra'] => {
  const names = Object.keys(rest)
  if (names.length > intakeLimits.unknownFields) {
    faults.push({
      field: names[intakeLimits.unknownFields] ?? '',
      code: 'too_many_fields',
      message: `Send at most ${intakeLimits.unknownFields} fields that Relevo does not know.`,
    })
    return cleanRecord(Object.fromEntries(Object.entries(rest).slice(0, intakeLimits.unknownFields))) ?? {}
  }
  return cleanRecord(rest) ?? {}
}
