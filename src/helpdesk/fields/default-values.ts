import { comparable } from '../comparable.ts'
import type { AccountField, ChoiceTree, FieldValue } from './account-field.ts'

/** Values of the keys that one field spans: one for most, one a level for dependent fields. */
export type FieldValues = Record<string, FieldValue>

const unspecific = new Set(
  'other,others,otro,otra,otros,otras,n/a,na,none,ninguno,ninguna,unknown,desconocido,general,sin especificar,not specified'.split(
    ',',
  ),
)

/**
 * What a required field may be given when nobody said anything, the least misleading first. All choices are there, so that
 * the next can be taken when the account refuses one.
 */
export const defaultValues = (field: AccountField, today: string): FieldValues[] => {
  const single = (...values: FieldValue[]) => values.map((value) => ({ [field.key]: value }))
  switch (field.kind) {
    case 'dropdown':
      return single(
        ...unspecificFirst(field.choices, (choice) => choice.labels[0] ?? '').map((choice) => choice.value),
      )
    case 'nested':
      return firstPaths(field.tree).map((path) => valuesOfPath(field, path))
    case 'number':
    case 'decimal':
      return single(0, 1)
    case 'checkbox':
      return single(false, true)
    case 'date':
      return single(today)
    case 'text':
    case 'paragraph':
    case 'other':
      return single('-', 'n/a', 'https://example.invalid/', '0')
    default:
      return field.kind satisfies never
  }
}

/** Writes each level of a path under its own key. */
export const valuesOfPath = (field: AccountField, path: string[]): FieldValues =>
  Object.fromEntries(
    field.levels.flatMap((level, index) => {
      const value = path[index]
      return value === undefined ? [] : [[level.key, value]]
    }),
  )

/** Goes on from `path` to a leaf. */
export const completePath = (tree: ChoiceTree, path: string[]): string[] => {
  let level: ChoiceTree = tree
  for (const value of path) level = level.get(value) ?? new Map()
  const next = unspecificFirst([...level.keys()], (value) => value)[0]
  return next === undefined ? path : completePath(tree, [...path, next])
}

const firstPaths = (tree: ChoiceTree): string[][] =>
  unspecificFirst([...tree.keys()], (value) => value).map((value) => completePath(tree, [value]))

const unspecificFirst = <T>(items: T[], nameOf: (item: T) => string): T[] => {
  const isUnspecific = (item: T) => unspecific.has(comparable(nameOf(item)))
  return [...items.filter(isUnspecific), ...items.filter((item) => !isUnspecific(item))]
}
