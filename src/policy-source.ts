import type { Configuration } from '../schemas/configuration.ts'
import type { Fault } from './config/fault.ts'
import { type LoadOutcome, loadConfig } from './config/load-config.ts'
import type { Logger } from './ops/logger.ts'
import type { LoadedPolicy } from './policy/load-policy.ts'
import type { PolicyControl, ReloadOutcome } from './policy/policy-control.ts'
import { policyNames } from './policy-names.ts'

/** Loaded only where there are rules: a service without any needs neither patterns nor templates. */
const load = async (
  config: Configuration,
  env: Readonly<Record<string, string | undefined>>,
): Promise<LoadedPolicy | null> => {
  const { policy, policyFile, handover } = config
  if (policy === undefined && policyFile === undefined && handover.calendar === undefined) return null
  const { loadPolicy } = await import('./policy/load-policy.ts')
  return loadPolicy({ config, names: policyNames(config), env })
}

export type OpenedPolicy =
  | { ok: true; source: PolicyControl; warnings: Fault[]; place: string | null }
  | { ok: false; faults: Fault[]; place: string }

/** Reads the rules of a configuration; the faults when they cannot be used. */
export const openPolicy = async ({
  config,
  env,
  logger,
}: {
  config: Configuration
  env: Readonly<Record<string, string | undefined>>
  logger: Logger
}): Promise<OpenedPolicy> => {
  const first = await load(config, env)
  if (first !== null && !first.ok) return { ok: false, faults: first.faults, place: first.place }
  let policy = first === null ? null : first.policy

  let loadedAt = Date.now()

  const refuse = (place: string, faults: Fault[]): ReloadOutcome => {
    const found = faults.map(({ path, line, message }) => ({ path, line, message }))
    logger.error({ place, faults: found }, 'the new policy is faulty; the old one stays')
    return { ok: false, place, faults }
  }
  const readAgain = async (): Promise<ReloadOutcome> => {
    const outcome: LoadOutcome = loadConfig({ env })
    if (!outcome.ok) return refuse(env['RELEVO_CONFIG'] ?? '', outcome.faults)
    // Sources, help desks and categories stay as they were read at the start, so the rules must fit those.
    const { policy: section, policyFile } = outcome.config
    const again = await load({ ...config, policy: section, policyFile }, env)
    if (again !== null && !again.ok) return refuse(again.place, again.faults)
    const before = policy?.version ?? null
    policy = again === null ? null : again.policy
    loadedAt = Date.now()
    const version = policy?.version ?? null
    logger.info({ before, version, rules: policy?.rules.length ?? 0 }, 'policy read again')
    return { ok: true, changed: version !== before }
  }
  // One after the other, and whoever asks gets one that begins afterwards; those who wait for theirs share it, as reading keeps the
  // process busy.
  let reading: Promise<unknown> = Promise.resolve()
  let next: Promise<ReloadOutcome> | null = null
  const reload = (): Promise<ReloadOutcome> => {
    next ??= reading.then(() => {
      next = null
      return readAgain()
    })
    reading = next.catch(() => undefined)
    return next
  }
  return {
    ok: true,
    source: { current: () => policy, loadedAt: () => loadedAt, reload },
    warnings: first === null ? [] : first.warnings,
    place: first === null ? null : first.place,
  }
}
