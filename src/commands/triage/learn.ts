import type { Configuration } from '../../../schemas/configuration.ts'
import { createBundleStore } from '../../classify/bundles/create-bundle-store.ts'
import { modelsFolder } from '../../classify/bundles/models-folder.ts'
import { openStarter } from '../../classify/starter/open-starter.ts'
import { createDependencies, type Dependencies } from '../../dependencies.ts'
import type { Helpdesk } from '../../helpdesk/helpdesk.ts'
import { systemClock } from '../../ops/clock.ts'
import { createLogger } from '../../ops/create-logger.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { packageVersion } from '../../package-version.ts'
import { templateHeadings } from '../../template-headings.ts'
import { takeTrainingLock } from '../../training/take-training-lock.ts'
import { trainingFolder } from '../../training/training-folder.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import { type Learnt, learnOnce } from '../../triage/learn/learn-once.ts'
import { triagedHelpdesks } from '../../triage/triaged-helpdesks.ts'
import { exitCode, isSet, type ParsedArguments, textOption, UsageError } from '../command.ts'
import { loadReadable } from '../load-readable.ts'
import { tellingRefusal } from '../models/telling-refusal.ts'
import { operatorName } from '../operator-name.ts'
import { secretsOf } from '../secrets-of.ts'
import { createProgressLines } from '../train/create-progress-lines.ts'
import { withInterrupt } from '../train/with-interrupt.ts'
import { explainStoreAway } from './explain-store-away.ts'

/**
 * `relevo triage learn`: learns now, in this process, as the service does by itself: from what agents made of tickets, without our own
 * predictions, and puts the new model into use when it is better than the one in use by more than noise.
 */
export const learn = async (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const wanted = textOption(parsed, 'helpdesk')
  const config = loadReadable(terminal)
  if (config === null) return exitCode.configuration
  const names = triagedHelpdesks(config)
  if (names.length === 0) {
    terminal.stderr.write(
      'relevo: triage is not configured. Add "triage: {}" to the configuration file; it begins by only observing.\n',
    )
    return exitCode.configuration
  }
  if (wanted !== undefined && !names.includes(wanted))
    throw new UsageError(`--helpdesk takes one that is triaged: ${names.join(', ')}.`)
  return tellingRefusal(terminal, async () => {
    const learnt = await withInterrupt(process, (signal) =>
      learnUnderLock(config, wanted === undefined ? names : [wanted], terminal, signal),
    )
    tell(learnt, parsed, terminal)
    const { model } = config.classification
    if (model !== 'auto')
      terminal.stderr.write(
        `classification.model is "${model}" in the configuration: services ask ${model === 'none' ? 'no model' : 'what ships'}, whatever was learnt.\n`,
      )
    return exitCode.ok
  })
}

const learnUnderLock = async (
  config: Configuration,
  names: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Learnt> => {
  // The service may be learning at this moment.
  const lock = await takeTrainingLock(trainingFolder(config))
  const progress = createProgressLines({ stderr: terminal.stderr, clock: systemClock })
  try {
    return await withOpened(config, async ({ ledger, triageStore, access, loadDelivery }) => {
      if (triageStore === null) throw new Error('Triage is configured, and was not opened.')
      const delivery = await loadDelivery()
      const helpdesks = names.flatMap((name) => listing(delivery.helpdesks.get(name)))
      if (helpdesks.length === 0)
        throw new TrainingRefused('unusable', `${names.join(', ')} cannot tell what has changed.`)
      return learnOnce({
        helpdesks,
        store: triageStore,
        ledger,
        bundles: createBundleStore({
          folder: modelsFolder(config),
          starter: () => openStarter(),
          onRefused: (why) => progress.say(plainText(why)),
        }),
        config,
        headings: templateHeadings,
        by: await packageVersion(),
        who: operatorName(terminal.env),
        trail: access.trail,
        clock: systemClock,
        signal,
        progress,
      })
    })
  } catch (error) {
    if (signal.aborted) throw stopped(config)
    throw explainStoreAway(error)
  } finally {
    progress.end()
    lock.release()
  }
}

/** Beside a service that may be running, and without a line of its log. */
const withOpened = async <T>(
  config: Configuration,
  work: (dependencies: Dependencies) => Promise<T>,
): Promise<T> => {
  const logger = createLogger({ level: 'silent', secrets: secretsOf(config) })
  const dependencies = await createDependencies({ config, logger, exclusive: false })
  try {
    return await work(dependencies)
  } finally {
    await dependencies.close()
  }
}

/** Only those that can tell what has changed. */
const listing = (helpdesk: Helpdesk | undefined): Helpdesk[] => {
  if (helpdesk === undefined || helpdesk.capabilities.changes === 'none') return []
  return [helpdesk]
}

const stopped = (config: Configuration): TrainingRefused =>
  new TrainingRefused(
    'stopped',
    `Stopped. No model was put into use. What was read is kept in ${trainingFolder(config)}; the same command goes on from there.`,
  )

const tell = ({ made, result }: Learnt, parsed: ParsedArguments, { stdout }: Terminal): void => {
  const { name, adoption, texts, targets } = made
  if (isSet(parsed, 'json')) {
    const answer = { name, in_use: adoption.adopt, why: adoption.why, texts, targets, result }
    stdout.write(`${JSON.stringify(answer)}\n`)
    return
  }
  stdout.write(`Learnt ${targets.join(', ')} from ${texts} texts. ${plainText(result)}\n`)
  stdout.write(`Its figures: relevo models show ${name}\n`)
}
