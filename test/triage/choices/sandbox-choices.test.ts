import t from 'tap'
import { freshdeskSchema } from '../../../schemas/configuration.ts'
import { triageSchema } from '../../../schemas/triage-configuration.ts'
import { openHelpdesks } from '../../../src/helpdesk/registry.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createChoiceWatch } from '../../../src/triage/choices/create-choice-watch.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import { silent } from '../../ledger/silent.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'

t.test('choices that an administrator renames and removes are noticed over the wire', async (t) => {
  const sandbox = createFreshdeskSandbox({
    groups: [{ name: 'Pagos' }, { name: 'Soporte' }],
    fields: { types: ['Cobro', 'Duda'] },
  })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const store = createTriageStore({ database: await openSqliteStore(t), logger: silent })
  const config = freshdeskSchema.parse({
    vendor: 'freshdesk',
    baseUrl: served.url,
    apiKey: 'sandbox-key',
    budget: { share: 1 },
  })
  const none = { names: [], keywords: [], patterns: [], tags: [], customFields: {} }
  /** As after a restart: nothing is remembered of the account. */
  const open = () => {
    const helpdesk = openHelpdesks(
      { helpdesks: { main: config } },
      { clock: systemClock, logger: silent },
    ).get('main')
    if (helpdesk === undefined) throw new Error('There is no help desk.')
    t.teardown(() => helpdesk.close())
    return createChoiceWatch({
      helpdesk,
      store,
      settings: {
        categories: { billing: { ...none, group: 'Pagos', type: 'Cobro' } },
        triage: triageSchema.parse({ group: 'Soporte' }),
      },
      bundles: { current: async () => null },
      clock: systemClock,
      logger: silent,
    })
  }
  const before = open()
  t.equal(await before.look(), true)
  t.same(await before.problems(), [])
  sandbox.choices.renameGroup('Pagos', 'Facturas')
  sandbox.choices.removeGroup('Soporte')
  sandbox.choices.removeType('Cobro')
  const after = open()
  t.equal(await after.look(), true)
  t.equal(after.current().groupNow('Pagos'), 'Facturas')
  t.match(await after.problems(), [
    /called "Facturas" now/,
    /no such group any more/,
    /no such type any more/,
  ])
})
