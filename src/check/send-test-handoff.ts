import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Configuration } from '../../schemas/configuration.ts'
import { createBridge } from '../bridge/create-bridge.ts'
import { openClassifier } from '../classify/open-classifier.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Helpdesk } from '../helpdesk/helpdesk.ts'
import { createLedger } from '../ledger/create-ledger.ts'
import type { Entry, Ledger } from '../ledger/ledger.ts'
import { systemClock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { CheckResult } from './check-result.ts'
import { explainFailure } from './explain-failure.ts'
import { testEntry } from './test-entry.ts'

export interface SendTestOptions {
  name: string
  helpdesk: Helpdesk
  config: Configuration
  logger: Logger
}

const patienceMs = 60_000

/**
 * Sends one hand-off the whole way, from a ledger of its own (so that the real one keeps only what people wrote) to a real
 * ticket, and removes the ticket.
 */
export const sendTestHandoff = async (options: SendTestOptions): Promise<CheckResult> => {
  const { helpdesk, config, logger } = options
  const name = `${options.name}: test hand-off`
  const folder = await mkdtemp(join(tmpdir(), 'relevo-check-'))
  try {
    const database = await openDatabase({ dataDir: folder, exclusive: true, logger })
    const ledger = createLedger({ database, clock: systemClock, logger })
    const bridge = createBridge({
      ledger,
      helpdesk,
      classifier: openClassifier({ config, observe: () => {} }),
      sources: config.sources,
      // It proves the way to the help desk; rules are proved by `relevo policy`.
      policy: () => null,
      config: {
        delivery: config.delivery,
        attachments: config.attachments,
        classification: { note: false },
        language: config.language,
        publicUrl: config.publicUrl ?? null,
        requestTimeoutMs: config.helpdesks[options.name]?.timeouts.request ?? 30_000,
      },
      concurrency: 1,
      clock: systemClock,
      logger,
      random: Math.random,
      owner: 'check',
      fallback: null,
      fallbackMailer: null,
      observe: () => {},
    })
    try {
      bridge.start()
      const settled = await deliver(ledger, options)
      return await conclude(name, settled, options)
    } finally {
      await bridge.stop({ deadlineMs: 5000 })
      await ledger.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const vendorOf = ({ config, name }: SendTestOptions) => config.helpdesks[name]?.vendor ?? 'freshdesk'

const deliver = async (ledger: Ledger, options: SendTestOptions): Promise<Entry | null> => {
  const source =
    Object.entries(options.config.sources).find(([, { helpdesk }]) => helpdesk === options.name)?.[0] ??
    'check'
  const stored = await ledger.put(testEntry(source, options.name))
  return stored.kind === 'stored' ? ledger.waitUntilSettled(stored.id, patienceMs) : null
}

const conclude = async (
  name: string,
  entry: Entry | null,
  options: SendTestOptions,
): Promise<CheckResult> => {
  if (entry === null || entry.ticket === null)
    return {
      name,
      status: 'fail',
      detail: `no ticket within ${patienceMs / 1000} s: ${entry?.why ?? 'nothing is known'}`,
      remedy:
        'Mend what the lines above say, and run it again. A ticket titled "Relevo test" may have been left.',
    }
  const { id } = entry.ticket
  const removed = await options.helpdesk.deleteTicket(id, { lane: 'new' })
  if (removed.effect !== 'done')
    return {
      name,
      status: 'warn',
      detail: `ticket #${id} was made, but could not be removed: ${removed.failure.message}`,
      remedy: `Delete ticket #${id} by hand. ${explainFailure(removed.failure, vendorOf(options)).remedy}`,
    }
  const flags = entry.flags.length === 0 ? '' : ` (${entry.flags.join(', ')})`
  return { name, status: 'ok', detail: `ticket #${id} was made and removed again${flags}`, remedy: null }
}
