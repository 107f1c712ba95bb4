import { createDoorkeeper } from '../../src/access/create-doorkeeper.ts'
import type { IntakeDependencies } from '../../src/intake/create-intake.ts'
import { systemClock } from '../../src/ops/clock.ts'

/** The keys of a configuration, without a store. */
export const configuredAccess = (configuredKeys: readonly string[]): IntakeDependencies['access'] => ({
  doorkeeper: createDoorkeeper({
    configuredKeys,
    rateLimit: { max: 600, window: 60_000 },
    clock: systemClock,
    stored: null,
  }),
  trail: { refused: async () => {} },
})
