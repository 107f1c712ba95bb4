import type { Ledger } from '../../src/ledger/ledger.ts'

/** A worker's ledger whose every word, from one moment on, reaches nobody: as if the worker's process had been killed. */
export const createMortalLedger = (ledger: Ledger): { ledger: Ledger; die(): void } => {
  let dead = false
  const mortal =
    <Input extends unknown[]>(verb: (...input: Input) => Promise<boolean>) =>
    (...input: Input): Promise<boolean> =>
      dead ? new Promise<boolean>(() => {}) : verb(...input)
  return {
    ledger: {
      ...ledger,
      renew: mortal(ledger.renew),
      markWrite: mortal(ledger.markWrite),
      moveTo: mortal(ledger.moveTo),
      complete: mortal(ledger.complete),
      retryLater: mortal(ledger.retryLater),
      claim: async (request) => (dead ? [] : ledger.claim(request)),
    },
    die: () => {
      dead = true
    },
  }
}
