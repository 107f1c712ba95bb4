import t from 'tap'
import { configurationSchema } from '../../../schemas/configuration.ts'
import { eventAccounts } from '../../../src/triage/events/event-accounts.ts'

const events = { secrets: ['a-secret-of-its-own'] }
const helpdesks = {
  shop: { vendor: 'freshdesk', domain: 'shop', apiKey: 'a-key-of-freshdesk', events },
  acme: { vendor: 'zendesk', subdomain: 'acme', email: 'a@b.example', apiToken: 'a-token', events },
  quiet: { vendor: 'freshdesk', domain: 'quiet', apiKey: 'a-key-of-freshdesk' },
  folder: { vendor: 'files', dir: 'tickets' },
}
const namesOf = (triage?: object) =>
  eventAccounts(configurationSchema.parse({ helpdesks, triage })).map(({ name }) => name)

t.test('events are taken of the help desks that are triaged and have them', async (t) => {
  t.same(namesOf({}), ['shop', 'acme'])
  t.same(namesOf({ helpdesks: ['acme', 'quiet'] }), ['acme'])
  t.same(namesOf({ enabled: false }), [])
  t.same(namesOf(), [])
})
