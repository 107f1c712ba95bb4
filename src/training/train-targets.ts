import type { CategoryConfig } from '../../schemas/configuration.ts'
import { targets as allTargets, type Target } from '../classify/bundles/bundle.ts'
import type { Encoder } from '../classify/encoders/encoder.ts'
import type { LanguageDetector } from '../classify/language/language-detector.ts'
import type { CleanTicket } from './clean/clean-ticket.ts'
import type { Cleaned } from './clean/clean-tickets.ts'
import { encodeTickets } from './learn/encode-tickets.ts'
import { type TrainedTarget, trainTarget } from './learn/train-target.ts'
import type { Progress } from './progress.ts'
import { chooseExamples, type TargetWarning, type Unlearnable } from './targets/choose-examples.ts'
import { composeHints } from './targets/compose-hints.ts'

export interface TrainTargetsOptions {
  categories: Readonly<Record<string, CategoryConfig>>
  /** Null: all that can be learnt. */
  targets: readonly Target[] | null
  /** Texts that a class needs. */
  least: number
  /** How much of what is decided has to be right. */
  precision: number
  seed: number
  quick: boolean
  /** Texts about nothing that a company is asked. */
  background: readonly string[]
  detector: Pick<LanguageDetector, 'detect'> | null
  encoder: Encoder | null
  workers?: number
  signal: AbortSignal
  progress: Progress
  now: () => number
}

export interface TrainedTargets {
  trained: Map<Target, TrainedTarget>
  /** What was wanted or found and cannot be learnt, with why. */
  left: Map<Target, Unlearnable>
  warnings: Map<Target, TargetWarning[]>
}

/**
 * Trains every target that the tickets have, one after the other, each with all processors. Rejects with the signal's reason; throws
 * `TrainingRefused` when an encoder does not answer.
 */
export const trainTargets = async (
  cleaned: Cleaned,
  options: TrainTargetsOptions,
): Promise<TrainedTargets> => {
  const { categories, detector, encoder, least, signal, progress } = options
  const tickets = cleaned.tickets.map((ticket) => withLanguage(ticket, detector))
  const result: TrainedTargets = { trained: new Map(), left: new Map(), warnings: new Map() }
  const chosen = (options.targets ?? allTargets).flatMap((target) => {
    const examples = chooseExamples(tickets, target, { least })
    if (!('kind' in examples)) return [examples]
    result.left.set(target, examples)
    return []
  })
  const dense = encoder === null || chosen.length === 0 ? null : await encode(tickets, encoder, options)
  for (const examples of chosen) {
    const { target, labels, warnings } = examples
    progress.begin(`Learning ${target}`)
    const trained = await trainTarget(examples, {
      seed: options.seed,
      hints: composeHints(target, labels, categories),
      background: options.background,
      precision: options.precision,
      quick: options.quick,
      dense,
      conflicts: cleaned.conflicts[target] ?? 0,
      ...(options.workers === undefined ? {} : { workers: options.workers }),
      signal,
      now: options.now,
      onProgress: (part) => progress.at(part, `${examples.examples.length} texts, ${labels.length} classes`),
    })
    result.trained.set(target, trained)
    if (warnings.length > 0) result.warnings.set(target, warnings)
  }
  return result
}

const encode = (tickets: readonly CleanTicket[], encoder: Encoder, options: TrainTargetsOptions) => {
  options.progress.begin(`Reading texts with ${encoder.name}`)
  return encodeTickets(tickets, {
    encoder,
    signal: options.signal,
    onProgress: (part) => options.progress.at(part),
  })
}

const withLanguage = (ticket: CleanTicket, detector: TrainTargetsOptions['detector']): CleanTicket =>
  ticket.language !== null || detector === null
    ? ticket
    : { ...ticket, language: detector.detect(ticket.text)?.code ?? null }
