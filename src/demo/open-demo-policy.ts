import { writeFile } from 'node:fs/promises'
import type { Configuration } from '../../schemas/configuration.ts'
import { loadPolicyFile } from '../policy/load-policy.ts'
import type { PolicyControl } from '../policy/policy-control.ts'
import { policyNames } from '../policy-names.ts'

const rules = `# The demo's rules. They can be changed on the desk, under Settings.
rules:
  - name: A person reads first what lawyers are mentioned in
    when:
      words: [abogado, abogada, lawyer]
    then:
      park: Somebody mentions a lawyer.
  - name: Invoices with another tax number
    when:
      words: [CIF, NIF, "tax number"]
    then:
      tags: [tax-data]
`

/** Writes the demo's rules where its configuration says they are, and keeps them in use as they stand there. */
export const openDemoPolicy = async (
  config: Configuration & { policyFile: string },
): Promise<PolicyControl> => {
  const { policyFile } = config
  await writeFile(policyFile, rules)
  const load = () => loadPolicyFile(policyFile, policyNames(config))
  const first = load()
  if (!first.ok) throw new Error(`The demo's rules are faulty: ${first.faults[0]?.message ?? ''}`)
  let policy = first.policy
  let loadedAt = Date.now()
  return {
    current: () => policy,
    loadedAt: () => loadedAt,
    reload: async () => {
      const again = load()
      if (!again.ok) return { ok: false, place: again.place, faults: again.faults }
      const changed = again.policy.version !== policy.version
      policy = again.policy
      loadedAt = Date.now()
      return { ok: true, changed }
    },
  }
}
