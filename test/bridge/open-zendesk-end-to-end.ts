import type { Test } from 'tap'
import { helpdeskSchema } from '../../schemas/configuration.ts'
import { openHelpdesks } from '../../src/helpdesk/registry.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { collectLogs, openLedger, putHandoff, quickDelivery, startBridge } from './start-bridge.ts'

// As in open-end-to-end: the settle time outlasts what comes late after the time-out.
const requestTimeoutMs = 400
const delivery = { ...quickDelivery, lease: 1_500, settle: 500, retryFirst: 30, retryCeiling: 200 }

/** Bridges over one ledger and the Zendesk adapter, governor and socket, in front of a sandbox. */
export const openZendeskEndToEnd = async (t: Test) => {
  const sandbox = createZendeskSandbox({
    groups: [{ name: 'Soporte' }],
    limits: { total: 100_000, updates: null, users: null, perWindowMs: 2_000 },
  })
  const served = await serveSandbox({ sandbox })
  const { logger } = collectLogs()
  const openDesk = () => {
    const main = helpdeskSchema.parse({
      vendor: 'zendesk',
      baseUrl: served.url,
      email: 'ada@sandbox.example',
      apiToken: 'sandbox-token',
      timeouts: { connect: '300ms', request: `${requestTimeoutMs}ms` },
      circuit: { failures: 3, probeEvery: '100ms' },
      budget: { window: '2s', share: 1, perWindow: 60_000, create: 60_000, update: 60_000, list: 60_000 },
    })
    const helpdesk = openHelpdesks({ helpdesks: { main } }, { clock: systemClock, logger }).get('main')
    if (helpdesk === undefined) throw new Error('no help desk')
    t.teardown(() => helpdesk.close())
    return helpdesk
  }
  t.teardown(() => served.close())
  const ledger = await openLedger(t)
  const start = (over: { owner?: string; ledger?: Ledger } = {}) =>
    startBridge(t, {
      ledger,
      helpdesk: openDesk(),
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
  /** Comments that carry each hand-off's reference; a ticket's first is its text. */
  const effectsOf = (id: string) =>
    [...sandbox.account.comments.values()].filter(({ htmlBody }) => htmlBody.includes(id))
  /** Each delivered, unflagged, with exactly one effect, and the sum of custody right. */
  const proveOnce = async (ids: string[], settled: (id: string) => Promise<{ state: string }>) => {
    for (const id of ids) {
      t.match(await settled(id), { state: 'delivered', flags: [] })
      t.equal(effectsOf(id).length, 1, id)
    }
    t.match(await ledger.custody(), { received: ids.length, delivered: ids.length, balanced: true })
  }
  return { sandbox, ledger, start, putCrowd, proveOnce, effectsOf }
}
