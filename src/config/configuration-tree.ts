import * as z from 'zod'
import { configurationSchema } from '../../schemas/configuration.ts'
import type { PathSegment } from './fault.ts'

/** A node of the configuration's own JSON Schema: what may stand at a place of the file. */
export type TreeNode = z.core.JSONSchema.BaseSchema

/** The whole configuration as JSON Schema, as people write it (durations are texts, defaults may be left out). */
export const configurationTree = (): TreeNode =>
  z.toJSONSchema(configurationSchema, { io: 'input', unrepresentable: 'any' })

const asNode = (value: unknown): TreeNode | null =>
  typeof value === 'object' && value !== null ? (value as TreeNode) : null

const propertyOf = (value: unknown, key: PathSegment): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

/** Of several variants the one whose constants (`kind: hmac`) the value has; the first when none fits. */
const variantFor = (node: TreeNode, value: unknown): TreeNode => {
  const variants = [...(node.oneOf ?? []), ...(node.anyOf ?? [])].map(asNode).filter((each) => each !== null)
  const fits = (variant: TreeNode) =>
    Object.entries(variant.properties ?? {}).every(([key, child]) => {
      const constant = asNode(child)?.const
      return constant === undefined || constant === propertyOf(value, key)
    })
  return variants.find(fits) ?? variants[0] ?? node
}

/** The object's known keys, each with its node. Empty for what takes any key, and for what is no object. */
export const knownKeys = (node: TreeNode | null, value: unknown): Map<string, TreeNode> => {
  const keys = new Map<string, TreeNode>()
  if (node === null) return keys
  for (const [key, child] of Object.entries(variantFor(node, value).properties ?? {})) {
    const childNode = asNode(child)
    if (childNode !== null) keys.set(key, childNode)
  }
  return keys
}

/** The node one step down, or null where the schema says nothing (free-form values). */
export const childNode = (node: TreeNode | null, key: PathSegment, value: unknown): TreeNode | null => {
  if (node === null) return null
  const variant = variantFor(node, value)
  if (typeof key === 'number') return asNode(variant.items)
  return knownKeys(variant, value).get(key) ?? asNode(variant.additionalProperties)
}

/** The node at a path of `root`. */
export const nodeAt = (tree: TreeNode, path: readonly PathSegment[], root: unknown): TreeNode | null => {
  let node: TreeNode | null = tree
  let value = root
  for (const segment of path) {
    node = childNode(node, segment, value)
    value = propertyOf(value, segment)
  }
  return node
}

/** Whether this is a secret, or a list of secrets: those may be given by `…File`. */
export const isSecretNode = (node: TreeNode): boolean =>
  node['secret'] === true || asNode(node.items)?.['secret'] === true
