import { DatabaseRefused } from '../../database/database-refused.ts'
import { LedgerUnavailable } from '../../ledger/ledger-unavailable.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import { TriageUnavailable } from '../../triage/triage-unavailable.ts'

/** A store that is away is told as for every command; anything else stays as it is. Pure. */
export const explainStoreAway = (error: unknown): unknown =>
  error instanceof DatabaseRefused || error instanceof LedgerUnavailable || error instanceof TriageUnavailable
    ? new TrainingRefused('store', error.message, { cause: error })
    : error
