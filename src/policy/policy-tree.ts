import * as z from 'zod'
import { policySchema } from '../../schemas/policy.ts'
import type { TreeNode } from '../config/configuration-tree.ts'

/**
 * The rules as JSON Schema, for naming the settings there are. Conditions hold conditions: where the schema refers to a
 * definition, the node is the definition itself, so that it can be walked to any depth.
 */
export const policyTree = (): TreeNode => {
  const tree = z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' })
  const definitions = new Map(
    Object.entries(tree.$defs ?? {}).map(([name, definition]) => [`#/$defs/${name}`, definition]),
  )
  const resolve = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) {
      const target = definitions.get(String(Object(child).$ref))
      if (target === undefined) resolve(child)
      else Reflect.set(node, key, target)
    }
  }
  for (const definition of definitions.values()) resolve(definition)
  resolve(tree.properties)
  return tree
}
