import { freshdeskHarness } from '../contract/freshdesk-harness.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { describeTickets } from './tickets-contract.ts'

describeTickets('SQLite', freshdeskHarness, openSqliteStore)
