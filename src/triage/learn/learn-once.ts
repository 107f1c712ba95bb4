import type { Configuration } from '../../../schemas/configuration.ts'
import type { AuditTrail } from '../../access/access.ts'
import type { BundleStore } from '../../classify/bundles/bundle.ts'
import { modelsFolder } from '../../classify/bundles/models-folder.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import type { DroppedTexts } from '../../classify/report/report.ts'
import { describeAdoption } from '../../training/learn/describe-adoption.ts'
import { describePromotion } from '../../training/learn/describe-promotion.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { collectionPath, trainingFolder } from '../../training/training-folder.ts'
import { type CollectPastOptions, collectPast } from './collect-past.ts'
import { readLearningState, writeLearningState } from './learning-state.ts'
import { type RunTrainingOptions, runTraining } from './run-training.ts'
import type { MadeModel } from './training-order.ts'

export interface LearnOnceOptions
  extends Pick<CollectPastOptions, 'headings' | 'store' | 'ledger' | 'clock' | 'signal' | 'progress'>,
    Pick<RunTrainingOptions, 'workers' | 'memoryMegabytes'> {
  helpdesks: readonly CollectPastOptions['helpdesk'][]
  bundles: Pick<BundleStore, 'promote'>
  config: Configuration
  /** Relevo's version. */
  by: string
  /** Who wanted it, for the trail. */
  who: string
  trail: Pick<AuditTrail, 'begin' | 'end'>
}

export interface Learnt {
  made: MadeModel
  /** What came of it, in plain words. */
  result: string
}

/**
 * Learns once: reads what agents made of the tickets, trains in a thread of its own, and puts the new model into use when it is better
 * than the one in use by more than noise. The caller has the training's lock. What was read stays on the disk until a model was made of
 * it, so that the next time goes on from there. Throws `TrainingRefused`, `TriageUnavailable`, `LedgerUnavailable`, `AccessUnavailable`
 * and `ModelRefused`; rejects with the signal's reason, and for a crash of the thread.
 */
export const learnOnce = async (options: LearnOnceOptions): Promise<Learnt> => {
  const { helpdesks, config, clock, signal, progress, by } = options
  const { most, since: wanted } = config.triage?.learning ?? usual
  // What triage wrote into a ticket that it does not remember could not be told from what an agent did.
  const since = Math.min(wanted, config.triage?.keep ?? wanted)
  const categories = config.categories ?? defaultCategories
  const readAt = clock.now()
  const tickets: PastTicket[] = []
  const unfit: DroppedTexts[] = []
  const discards: (() => Promise<void>)[] = []
  for (const helpdesk of helpdesks) {
    const path = collectionPath(config, helpdesk.name)
    const past = await collectPast({ ...options, helpdesk, path, since: readAt - since, most, categories })
    for (const ticket of past.tickets) tickets.push(ticket)
    unfit.push(...past.unfit)
    discards.push(past.discard)
  }
  keepNewest(tickets, most)
  const made = await runTraining({
    order: {
      categories,
      isStarterUsed: config.categories === undefined,
      folder: modelsFolder(config),
      from: helpdesks.map(({ name }) => name).join(', '),
      by,
      language: config.language,
      ...(config.classification.encoder === undefined ? {} : { encoder: config.classification.encoder }),
      unfit: addUp(unfit),
    },
    tickets,
    signal,
    progress,
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.memoryMegabytes === undefined ? {} : { memoryMegabytes: options.memoryMegabytes }),
  })
  if (made.adoption.adopt) await promote(made.name, describePromotion(made.adoption), options)
  const result = describeAdoption(made.adoption, made.name)
  const folder = trainingFolder(config)
  await writeLearningState(folder, { at: clock.now(), failed: false, learntUntil: readAt, result })
  for (const discard of discards) await discard()
  return { made, result }
}

/** Keeps that it failed and why; when the last model was made stays known. Throws the system's error. */
export const keepFailure = async (
  config: Pick<Configuration, 'store'>,
  { at, result }: { at: number; result: string },
): Promise<void> => {
  const folder = trainingFolder(config)
  const before = await readLearningState(folder)
  await writeLearningState(folder, { at, failed: true, learntUntil: before?.learntUntil ?? null, result })
}

/** Without a section `triage`, as its defaults are. */
const usual = { since: 365 * 86_400_000, most: 50_000 }

/** With an entry in the trail before it, as whenever somebody does it by hand. */
const promote = async (
  name: string,
  why: string,
  { bundles, trail, who }: Pick<LearnOnceOptions, 'bundles' | 'trail' | 'who'>,
): Promise<void> => {
  const subject = { kind: 'model', id: name } as const
  const id = await trail.begin({ who, keyId: null, what: 'promoteModel', subject, requestId: null })
  try {
    await bundles.promote(name, why)
    await trail.end(id, { outcome: 'done', status: null })
  } catch (error) {
    await trail.end(id, { outcome: 'failed', status: null })
    throw error
  }
}

const keepNewest = (tickets: PastTicket[], most: number): void => {
  if (tickets.length <= most) return
  tickets.sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0))
  tickets.length = most
}

const addUp = (unfit: readonly DroppedTexts[]): DroppedTexts[] => {
  const sums = new Map<string, number>()
  for (const { reason, texts } of unfit) sums.set(reason, (sums.get(reason) ?? 0) + texts)
  return [...sums].map(([reason, texts]) => ({ reason, texts }))
}
