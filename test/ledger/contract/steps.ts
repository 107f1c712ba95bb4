import type { Claim, Ledger, NewEntry } from '../../../src/ledger/ledger.ts'

export const leaseMs = 60_000

/** Stores an entry that is neither a repeat nor a conflict, and returns its id. */
export const store = async (ledger: Ledger, entry: NewEntry): Promise<string> => {
  const outcome = await ledger.put(entry)
  if (outcome.kind !== 'stored') throw new Error(`Expected stored, got ${outcome.kind}.`)
  return outcome.id
}

export const claimAll = (ledger: Ledger, limit = 100, owner = 'worker'): Promise<Claim[]> =>
  ledger.claim({ helpdesk: 'main', owner, limit, leaseMs })

export const claimOne = async (ledger: Ledger, owner = 'worker'): Promise<Claim> => {
  const [claim] = await claimAll(ledger, 1, owner)
  if (claim === undefined) throw new Error('Expected a claim, got none.')
  return claim
}

export const ticket = { id: '77', url: 'https://desk.example/77', action: 'created' } as const

export const deliver = (ledger: Ledger, claim: Claim): Promise<boolean> =>
  ledger.complete(claim, { ticket, flags: [], why: 'created' })

export const idsOf = (claims: Claim[]): string[] => claims.map((claim) => claim.entry.id)
