import t from 'tap'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { describeLedger } from './ledger-contract.ts'
import { openForContract } from './open-postgres-ledger.ts'

const missing = postgresMissing()
if (missing === false) describeLedger(openForContract)
else t.test('every test of the ledger', { skip: missing }, async () => {})
