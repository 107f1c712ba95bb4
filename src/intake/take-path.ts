import { isPlainObject } from './is-plain-object.ts'

/**
 * The value at a name, or at a dotted path into objects (`user.contact.email`); undefined when it is not there. A name
 * that itself has dots is found first. Only own names count.
 */
export const readPath = (body: Record<string, unknown>, path: string): unknown => {
  const holder = holderOf(body, path)
  return holder?.parent[holder.name]
}

/** The same, and removes it. */
export const takePath = (body: Record<string, unknown>, path: string): unknown => {
  const holder = holderOf(body, path)
  if (holder === null) return undefined
  const value = holder.parent[holder.name]
  delete holder.parent[holder.name]
  return value
}

const holderOf = (body: Record<string, unknown>, path: string) => {
  if (Object.hasOwn(body, path)) return { parent: body, name: path }
  const parts = path.split('.')
  const name = parts.pop() ?? ''
  let parent = body
  for (const part of parts) {
    const child = Object.hasOwn(parent, part) ? parent[part] : undefined
    if (!isPlainObject(child)) return null
    parent = child
  }
  return Object.hasOwn(parent, name) ? { parent, name } : null
}
