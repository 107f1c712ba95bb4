import { helpdeskSchema } from '../../schemas/configuration.ts'
import { attachmentsSchema } from '../../schemas/delivery-configuration.ts'
import { createBridge } from '../../src/bridge/create-bridge.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { openHelpdesks } from '../../src/helpdesk/registry.ts'
import { createLedger } from '../../src/ledger/create-ledger.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { silent } from '../ledger/silent.ts'
import { makeClassification, makeSource } from './make-handoff.ts'
import { freshdeskSettings, requestTimeoutMs, zendeskSettings } from './sandbox-settings.ts'
import { putHandoff, quickDelivery } from './start-bridge.ts'

/**
 * A process of its own, to be killed: takes a hand-off for a help desk that is away, and prints its id right before or right after
 * the move to the other help desk is on disk. Then it stands still.
 */
const [dataDir = '', when = '', firstUrl = '', secondUrl = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir, exclusive: true, logger: silent })
const ledger = createLedger({ database, clock: systemClock, logger: silent })

const standStill = (id: string): Promise<never> => {
  process.stdout.write(`${id}\n`)
  return new Promise(() => {})
}
const stopping: Ledger = {
  ...ledger,
  moveTo: async (claim, to) => {
    if (when === 'after') await ledger.moveTo(claim, to)
    return standStill(claim.entry.id)
  },
}

const helpdesks = openHelpdesks(
  {
    helpdesks: {
      main: helpdeskSchema.parse(freshdeskSettings(firstUrl)),
      second: helpdeskSchema.parse(zendeskSettings(secondUrl)),
    },
  },
  { clock: systemClock, logger: silent },
)
const [main, second] = [helpdesks.get('main'), helpdesks.get('second')]
if (main === undefined || second === undefined) throw new Error('no help desk')
createBridge({
  ledger: stopping,
  helpdesk: main,
  fallback: { helpdesk: second, after: 300 },
  classifier: { classify: async () => makeClassification() },
  sources: { botpress: makeSource() },
  policy: () => null,
  concurrency: 1,
  clock: systemClock,
  logger: silent,
  random: Math.random,
  owner: 'killed',
  fallbackMailer: null,
  observe: () => {},
  config: {
    delivery: { ...quickDelivery, lease: 500 },
    attachments: attachmentsSchema.parse({}),
    classification: { note: false },
    language: 'en',
    publicUrl: null,
    requestTimeoutMs,
  },
}).start()
await putHandoff(ledger)
setInterval(() => {}, 1000)
