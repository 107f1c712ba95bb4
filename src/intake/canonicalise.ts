import { intakeLimits } from './intake-limits.ts'
import { isPlainObject } from './is-plain-object.ts'

type Danger = 'too_deep' | 'too_many_values' | 'forbidden_name'

export type Canonical = { safe: true; text: string } | { safe: false; code: Danger }

class UnsafeBody extends Error {
  readonly code: Danger
  constructor(code: Danger) {
    super(code)
    this.code = code
  }
}

/**
 * One text for all spellings of the same JSON value: names sorted, texts with their length before them, so that nothing
 * needs escaping (a third of the time of JSON.stringify). Not JSON; made to be hashed. It also proves that the value is safe
 * to walk: no deeper and no more values than the limits, and without the names by which an object's prototype can be reached.
 */
export const canonicalise = (value: unknown): Canonical => {
  try {
    return { safe: true, text: write(value, 1, { left: intakeLimits.values }) }
  } catch (error) {
    if (error instanceof UnsafeBody) return { safe: false, code: error.code }
    throw error
  }
}

/** Counts down for the whole body, by the container and not by the value, which would be felt. */
interface Room {
  left: number
}

const take = (room: Room, values: number): void => {
  room.left -= values
  if (room.left < 0) throw new UnsafeBody('too_many_values')
}

const write = (value: unknown, depth: number, room: Room): string => {
  if (typeof value === 'string') return `"${value.length}:${value}`
  if (typeof value !== 'object' || value === null) return `${String(value)};`
  if (depth > intakeLimits.depth) throw new UnsafeBody('too_deep')
  if (Array.isArray(value)) return writeList(value, depth + 1, room)
  return isPlainObject(value) ? writeObject(value, depth + 1, room) : ''
}

const writeList = (list: unknown[], depth: number, room: Room): string => {
  take(room, list.length)
  let text = '['
  for (const item of list) text += write(item, depth, room)
  return `${text}]`
}

const writeObject = (record: Record<string, unknown>, depth: number, room: Room): string => {
  const names = Object.keys(record)
  take(room, names.length)
  let text = '{'
  for (const name of names.sort()) {
    const item = record[name]
    if (
      name === '__proto__' ||
      (name === 'constructor' && isPlainObject(item) && Object.hasOwn(item, 'prototype'))
    ) {
      throw new UnsafeBody('forbidden_name')
    }
    text += `${name.length}:${name}${write(item, depth, room)}`
  }
  return `${text}}`
}
