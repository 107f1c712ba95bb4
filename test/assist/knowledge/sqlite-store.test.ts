import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { describeKnowledgeStore } from './store-contract.ts'

describeKnowledgeStore('SQLite', openSqliteStore)
