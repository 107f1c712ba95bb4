import type { Ledger, NewEntry } from '../../../src/ledger/ledger.ts'
import { claimOne, store } from '../../ledger/contract/steps.ts'
import { anEntry } from '../../ledger/new-entry.ts'

export const wantsProduct = 'The help desk refuses the request (400) (invalid): product_id.'

/** Stores a hand-off and parks it. */
export const park = async (
  ledger: Ledger,
  key: string,
  why = wantsProduct,
  change: Partial<NewEntry> = {},
): Promise<string> => {
  const id = await store(ledger, anEntry(key, change))
  await ledger.park(await claimOne(ledger), why)
  return id
}

/** Stores one that was refused at the door. */
export const refuse = (ledger: Ledger, key: string, change: Partial<NewEntry> = {}): Promise<string> =>
  store(ledger, anEntry(key, { refusal: { why: 'contact_missing, nothing_to_say' }, ...change }))

export const freshdesk = {
  helpdesks: { main: { vendor: 'freshdesk', domain: 'example.freshdesk.com', apiKey: 'a-key-for-tests' } },
}
