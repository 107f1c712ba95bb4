import { timingSafeEqual } from 'node:crypto'
import type { Scope } from '../../schemas/access.ts'
import type { Clock } from '../ops/clock.ts'
import { createWindowLimiter, type WindowLimiter } from '../ops/create-window-limiter.ts'
import type { Admission, Caller, Doorkeeper } from './access.ts'
import { createConfiguredKeys } from './configured-keys.ts'
import type { Found, KeyLookup } from './create-key-lookup.ts'
import type { LastUse } from './create-last-use.ts'
import { decideKeyState } from './decide-key-state.ts'
import type { KeptKey } from './key-rows.ts'
import { hashKey, parseKeyId } from './key-text.ts'
import { offeredKey } from './offered-key.ts'

export interface DoorkeeperOptions {
  /** Keys of the configuration: they may do everything, as often as they like, and need no store. */
  configuredKeys: readonly string[]
  /** Of stored keys that have no rate of their own. */
  rateLimit: { max: number; window: number }
  clock: Clock
  /** Null: there are no stored keys. */
  stored: { lookup: KeyLookup; lastUse: LastUse } | null
}

const minuteMs = 60_000
const wrong: Admission = { kind: 'refused', why: 'wrong' }
const missing: Admission = { kind: 'refused', why: 'missing' }

/** As the history names it; with several, by its place in `api.keys`, where RELEVO_API_KEY is the last. */
const nameConfigured = (index: number, count: number): string => (count === 1 ? 'api' : `api-${index + 1}`)

const mayDo = (scopes: readonly Scope[], scope: Scope): boolean =>
  scopes.includes('admin') || scopes.includes(scope)

/** Tells who sends a request; see `Doorkeeper`. 1.1 µs for a key of the configuration, 2.1 for a stored one that is known. */
export const createDoorkeeper = (options: DoorkeeperOptions): Doorkeeper => {
  const { configuredKeys, rateLimit, clock, stored } = options
  const findConfigured = createConfiguredKeys(configuredKeys)
  const configured = configuredKeys.map((_, index): Admission => {
    const name = nameConfigured(index, configuredKeys.length)
    return { kind: 'admitted', caller: { name, keyId: null, may: () => true, limit: () => 0 } }
  })
  const limiters = new Map<string, { rate: number | null; limit: WindowLimiter }>()

  /** The count of a key goes on when it is looked up again. */
  const limiterOf = ({ id, rate }: KeptKey): WindowLimiter => {
    const known = limiters.get(id)
    if (known !== undefined && known.rate === rate) return known.limit
    const limit = createWindowLimiter(clock, rate === null ? rateLimit : { max: rate, window: minuteMs })
    limiters.set(id, { rate, limit })
    return limit
  }

  const callers = new WeakMap<KeptKey, Caller>()
  const callerOf = (key: KeptKey): Caller => {
    const known = callers.get(key)
    if (known !== undefined) return known
    const caller: Caller = {
      name: `key:${key.name}`,
      keyId: key.id,
      may: (scope) => mayDo(key.scopes, scope),
      limit: limiterOf(key),
    }
    callers.set(key, caller)
    return caller
  }

  const judge = (key: Found, offered: Buffer): Admission => {
    if (key === 'unavailable') return { kind: 'unavailable' }
    // Whether there is an id is no secret; what follows it is compared in constant time.
    if (key === null || !timingSafeEqual(key.hash, offered)) return wrong
    const state = decideKeyState(key, clock.now())
    if (state !== 'active') return { kind: 'refused', why: state }
    stored?.lastUse.note(key.id)
    return { kind: 'admitted', caller: callerOf(key) }
  }

  return {
    hasConfiguredKeys: configuredKeys.some((key) => key !== ''),
    admit(headers) {
      const text = offeredKey(headers)
      if (text === null) return missing
      const offered = hashKey(text)
      const found = configured[findConfigured(offered)]
      if (found !== undefined) return found
      const id = stored === null ? null : parseKeyId(text)
      if (stored === null || id === null) return wrong
      const key = stored.lookup.find(id)
      return key instanceof Promise ? key.then((answer) => judge(answer, offered)) : judge(key, offered)
    },
  }
}
