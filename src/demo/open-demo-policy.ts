import { writeFile } from 'node:fs/promises'
import type { Configuration } from '../../schemas/configuration.ts'
import { loadPolicyFile } from '../policy/load-policy.ts'
import type { PolicyControl } from '../policy/policy-control.ts'
import { policyNames } from '../policy-names.ts'

const rules = `# Las reglas de la demo, en el idioma del equipo. Se pueden cambiar en los ajustes.
rules:
  - name: Una persona lee antes lo que menciona a un abogado
    when:
      words: [abogado, abogada, lawyer]
    then:
      park: Alguien menciona a un abogado.
  - name: Facturas con otro NIF
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
