import t from 'tap'
import { configurationSchema } from '../../schemas/configuration.ts'
import { openHelpdesks } from '../../src/helpdesk/registry.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { createLogLines } from './freshdesk/open-test-helpdesk.ts'

t.test('opens every configured help desk, each behind a governor of its own', async (t) => {
  const sandbox = createFreshdeskSandbox()
  const served = await serveSandbox({ sandbox })
  const config = configurationSchema.parse({
    helpdesks: {
      main: { vendor: 'freshdesk', baseUrl: `${served.url}/`, apiKey: 'sandbox-key' },
      other: { vendor: 'freshdesk', domain: 'acme', apiKey: 'wrong-key' },
    },
  })
  const calls: string[] = []
  const helpdesks = openHelpdesks(config, {
    clock: systemClock,
    logger: createLogLines().logger,
    observe: (call) => calls.push(`${call.helpdesk} ${call.route} ${call.outcome}`),
  })
  t.teardown(async () => {
    for (const helpdesk of helpdesks.values()) await helpdesk.close()
    await served.close()
  })
  t.same([...helpdesks.keys()], ['main', 'other'])
  t.equal(sandbox.requests.length, 0, 'no call is made by opening')
  t.match(await helpdesks.get('main')?.probe({ lane: 'background' }), { ok: true })
  t.same(calls, ['main /agents/me done'])
  t.match(helpdesks.get('other')?.availability(), { state: 'open' })
})

t.test('refused credentials shut the door, and a probe that passes opens it', async (t) => {
  const sandbox = createFreshdeskSandbox()
  const served = await serveSandbox({ sandbox })
  const helpdesks = openHelpdesks(
    configurationSchema.parse({
      helpdesks: {
        main: {
          vendor: 'freshdesk',
          baseUrl: served.url,
          apiKey: 'sandbox-key',
          circuit: { probeEvery: '50ms' },
        },
      },
    }),
    { clock: systemClock, logger: createLogLines().logger, random: () => 0.5 },
  )
  const helpdesk = helpdesks.get('main')
  t.teardown(async () => {
    await helpdesk?.close()
    await served.close()
  })
  const restore = sandbox.faults.add({ kind: 'forbidden', code: 'account_suspended' })
  t.match(await helpdesk?.getTicket('1', { lane: 'new' }), { ok: false, failure: { kind: 'credentials' } })
  t.match(helpdesk?.availability(), { state: 'shut', reason: 'credentials' })
  t.match(await helpdesk?.getTicket('1', { lane: 'new' }), { ok: false, failure: { kind: 'held' } })
  const opened = new Promise<void>((resolve) => {
    helpdesk?.onAvailability((availability) => {
      if (availability.state === 'open') resolve()
    })
  })
  restore()
  await opened
  t.match(await helpdesk?.getTicket('1', { lane: 'new' }), { ok: true, value: null })
})
