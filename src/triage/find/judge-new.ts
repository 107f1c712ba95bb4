import { setImmediate } from 'node:timers/promises'
import type { Ticket } from '../../../schemas/ticket.ts'
import { type Prediction, triageFieldSchema } from '../../../schemas/triage.ts'
import type { Classifier } from '../../classify/classifier.ts'
import type { TicketTimes } from '../../helpdesk/follow/read-times.ts'
import type { Beginning } from '../../helpdesk/ticket-desk.ts'
import type { Logger } from '../../ops/logger.ts'
import { tellingSubject } from '../../training/clean/telling-subject.ts'
import { cutBody } from '../../training/cut-body.ts'
import { effectiveMode } from '../decide/effective-mode.ts'
import type { TriageSettings } from '../settings.ts'
import type { SeenTicket, Switch } from '../triage-store.ts'
import { stillMs } from '../write/create-stillness.ts'
import { composePrediction } from './compose-prediction.ts'
import { decideControl } from './decide-control.ts'
import { decideFitByFields, decideFitByWords, referencesIn } from './decide-fit.ts'
import type { FoundDesk } from './finder.ts'
import { mayBeWritten } from './may-be-written.ts'
import { readBeginnings } from './read-account.ts'

export interface JudgeNewOptions {
  helpdesk: Pick<FoundDesk, 'name' | 'listConversation'>
  classifier: Classifier
  findHandoff: (id: string) => Promise<boolean>
  settings: TriageSettings
  logger: Logger
}

/** A ticket that is seen for the first time. */
export interface NewTicket {
  ticket: Ticket
  times: TicketTimes
  /** Undefined: the list did not tell. */
  beginning: Beginning | undefined
}

export type NewVerdict = Pick<SeenTicket, 'prediction' | 'skipped' | 'control' | 'dueAt'>

/** A text takes a fraction of a millisecond; whoever waits for the process meanwhile gets their turn. */
const textsInARow = 8

/**
 * What is predicted of tickets that are seen for the first time, by their ids, or why nothing is. Their texts are forgotten. A ticket
 * over which we stumble keeps none of the others back. Throws `ReadFailed` when first messages cannot be read, what `findHandoff` throws,
 * and the signal's reason.
 */
export const judgeNew = async (
  tickets: readonly NewTicket[],
  options: JudgeNewOptions,
  at: {
    begunAt: number
    caughtUpAt: number
    now: number
    switches: readonly Switch[]
    signal: AbortSignal
  },
): Promise<Map<string, NewVerdict>> => {
  const verdicts = new Map<string, NewVerdict>()
  const skip = (id: string, skipped: string) => verdicts.set(id, { prediction: null, skipped })
  const open: NewTicket[] = []
  for (const each of tickets) {
    const unfit = decideFitByFields(each.ticket, {
      ...{ begunAt: at.begunAt, now: at.now, createdAt: each.times.createdAt },
      keepMs: options.settings.triage.keep,
    })
    if (unfit === null) open.push(each)
    else skip(each.ticket.id, unfit)
  }
  const lacking = open.filter(({ beginning }) => beginning === undefined).map(({ ticket }) => ticket.id)
  const read = await readBeginnings(options.helpdesk, lacking, at.signal)
  const beginningOf = ({ ticket, beginning }: NewTicket) => beginning ?? read.get(ticket.id) ?? null
  const handoffs = await findHandoffs(
    open.map((each) => beginningOf(each)?.text ?? ''),
    options,
  )
  let texts = 0
  for (const each of open) {
    const beginning = beginningOf(each)
    const { id, subject } = each.ticket
    if (beginning === null) {
      skip(id, 'nothing-said')
      continue
    }
    if (++texts % textsInARow === 0) await setImmediate()
    at.signal.throwIfAborted()
    try {
      const unfit = decideFitByWords(subject, beginning, (reference) => handoffs.has(reference))
      if (unfit !== null) skip(id, unfit)
      else {
        const sinceMs = options.settings.triage.since
        const isOpen = mayBeWritten({ ...at, createdAt: each.times.createdAt, sinceMs })
        verdicts.set(id, await predict(id, subject, beginning, options, { ...at, isOpen }))
      }
    } catch (error) {
      skip(id, 'defect')
      // What an error says may quote the text.
      const { name, stack = '' } = error instanceof Error ? error : new Error('')
      const at = stack.split('\n').find((line) => line.trimStart().startsWith('at '))
      options.logger.error(
        { helpdesk: options.helpdesk.name, ticket: id, error: name, at: at?.trim() },
        'a ticket could not be classified',
      )
    }
  }
  return verdicts
}

const findHandoffs = async (
  texts: readonly string[],
  { findHandoff }: JudgeNewOptions,
): Promise<Set<string>> => {
  const known = new Set<string>()
  for (const id of new Set(texts.flatMap(referencesIn))) if (await findHandoff(id)) known.add(id)
  return known
}

const predict = async (
  ticketId: string,
  subject: string | null,
  beginning: Beginning,
  { helpdesk, classifier, settings }: JudgeNewOptions,
  { now, switches, isOpen }: { now: number; switches: readonly Switch[]; isOpen: boolean },
): Promise<NewVerdict> => {
  const text = cutBody(beginning.text)
  const classification = await classifier.classify({
    subject: tellingSubject(subject, text),
    text,
    botCategory: null,
    language: null,
    trustBot: false,
  })
  const prediction = composePrediction(classification, settings.categories)
  const control = decideControl(helpdesk.name, ticketId, settings.triage.control)
  // Before, it would only be read twice.
  const isDue = isOpen && !control && mayWrite(prediction, settings, switches)
  return { prediction, control, dueAt: isDue ? now + stillMs : null }
}

const mayWrite = (
  { category }: Pick<Prediction, 'category'>,
  { triage }: TriageSettings,
  switches: readonly Switch[],
): boolean =>
  triageFieldSchema.options.some(
    (field) => effectiveMode({ triage, switches }, category, field) !== 'observe',
  )
