import { describeLedger } from './ledger-contract.ts'
import { openForContract } from './open-sqlite-ledger.ts'

describeLedger(openForContract)
