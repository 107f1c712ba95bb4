import { zendeskHarness } from '../contract/zendesk-harness.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { describeTickets } from './tickets-contract.ts'

describeTickets('SQLite', zendeskHarness, openSqliteStore)
