import type { Test } from 'tap'
import { helpdeskSchema } from '../../schemas/configuration.ts'
import { openHelpdesks } from '../../src/helpdesk/registry.ts'
import { systemClock } from '../../src/ops/clock.ts'
import type { SandboxAccount } from './sandbox-accounts.ts'
import { type HelpdeskSettings, requestTimeoutMs } from './sandbox-settings.ts'
import {
  collectLogs,
  openLedger,
  putHandoff,
  quickDelivery,
  type StartOptions,
  startBridge,
} from './start-bridge.ts'

// The shape of the defaults, a hundred times quicker: the settle time outlasts what comes late after the time-out.
const delivery = { ...quickDelivery, lease: 1_500, settle: 500, retryFirst: 30, retryCeiling: 200 }

/** A real adapter with its governor, as a process of its own would have it. */
export const openDesk = (t: Test, name: string, settings: HelpdeskSettings) => {
  const { logger } = collectLogs()
  const helpdesk = openHelpdesks(
    { helpdesks: { [name]: helpdeskSchema.parse(settings) } },
    { clock: systemClock, logger },
  ).get(name)
  if (helpdesk === undefined) throw new Error('no help desk')
  t.teardown(() => helpdesk.close())
  return helpdesk
}

/** Bridges over one ledger and a real adapter, governor and socket, in front of a sandbox. */
export const openEndToEnd = async <Account extends SandboxAccount>(
  t: Test,
  account: Account,
  dataDir?: string,
) => {
  const ledger = await openLedger(t, systemClock, dataDir)
  const start = (over: StartOptions = {}) =>
    startBridge(t, {
      ledger,
      helpdesk: openDesk(t, 'main', account.settings),
      concurrency: 4,
      config: { delivery, requestTimeoutMs },
      ...over,
    })
  const putCrowd = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, at) =>
        putHandoff(ledger, { requester: { email: `p${at}@example.org`, phone: null, name: `P ${at}` } }),
      ),
    )
  /** Each delivered, unflagged, with exactly one effect, and the sum of custody right. */
  const proveOnce = async (ids: string[], settled: (id: string) => Promise<{ state: string }>) => {
    for (const id of ids) {
      t.match(await settled(id), { state: 'delivered', flags: [] })
      t.equal(account.effectsOf(id).length, 1, id)
    }
    t.match(await ledger.custody(), { received: ids.length, delivered: ids.length, balanced: true })
  }
  return { ...account, ledger, start, putCrowd, proveOnce }
}
