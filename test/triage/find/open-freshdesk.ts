import type { Test } from 'tap'
import { freshdeskSchema } from '../../../schemas/configuration.ts'
import { createFreshdeskHelpdesk } from '../../../src/helpdesk/freshdesk/create-freshdesk-helpdesk.ts'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createLogLines } from '../../helpdesk/freshdesk/open-test-helpdesk.ts'
import { createPassThroughGovernor } from '../../helpdesk/pass-through-governor.ts'
import type { ManualClock } from '../../manual-clock.ts'

/** A Freshdesk over a socket whose clock is `skewMs` ahead of ours. */
export const openFreshdesk = async (t: Test, clock: ManualClock, skewMs = 0) => {
  const sandbox = createFreshdeskSandbox({
    clock: { ...clock, now: () => clock.now() + skewMs },
    groups: [{ name: 'Facturación' }, { name: 'Soporte' }],
    limits: { total: 1_000_000, create: null, update: null, listTickets: null },
  })
  const served = await serveSandbox({ sandbox })
  const helpdesk = createFreshdeskHelpdesk({
    name: 'main',
    config: freshdeskSchema.parse({ vendor: 'freshdesk', baseUrl: served.url, apiKey: 'sandbox-key' }),
    governor: createPassThroughGovernor(),
    clock,
    logger: createLogLines().logger,
    observe: () => {},
  })
  t.teardown(async () => {
    await helpdesk.close()
    await served.close()
  })
  const call = async (method: string, path: string, body: object): Promise<{ id: number }> => {
    const answer = await fetch(`${served.url}/api/v2${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from('sandbox-key:X').toString('base64')}`,
      },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    const { id } = Object(await answer.json())
    return { id: Number(id) }
  }
  const groupId = (name: string) =>
    [...sandbox.account.groups.values()].find((each) => each.name === name)?.id
  return {
    sandbox,
    helpdesk,
    groupId,
    /** A ticket that a customer wrote; its id. */
    write: async (description: string, more: object = {}): Promise<string> => {
      const ticket = { email: 'ana@example.com', subject: 'Hola', description, status: 2, priority: 1 }
      const { id } = await call('POST', '/tickets', { ...ticket, ...more })
      return String(id)
    },
    change: (id: string, changes: object) => call('PUT', `/tickets/${id}`, changes),
    lists: () =>
      sandbox.requests.filter(({ path, query }) => path === '/tickets' && query.includes('updated_since')),
  }
}
