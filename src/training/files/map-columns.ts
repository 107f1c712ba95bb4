import type { Target } from '../../classify/bundles/bundle.ts'
import { type ColumnRole, columnRoles, foldColumnName, usualNames } from './column-roles.ts'

/** Which column is what, by the name that it has in the file. */
export type ColumnMap = Partial<Record<ColumnRole, string>>

export interface WantedColumns {
  /** Instead of what the usual names would find. */
  text?: string
  labels?: Partial<Record<Target, string>>
  /** False: texts are enough; nothing has to say what they are about. Absent: something has to. */
  labelled?: boolean
}

export type MappedColumns =
  | { ok: true; columns: ColumnMap; unused: string[] }
  /** `wanted`: a column that was named and is not there; `text`: none holds a text; `label`: none says what a text is about. */
  | { ok: false; lacking: 'wanted' | 'text' | 'label'; wanted: string | null }

const targetRoles = ['category', 'type', 'group', 'priority'] as const satisfies readonly Target[]

/** Finds out what the columns of a file are. Pure. Each column is one thing at most; what is named by a person comes first. */
export const mapColumns = (names: readonly string[], wanted: WantedColumns): MappedColumns => {
  const columns: ColumnMap = {}
  const taken = new Set<string>()
  const take = (role: ColumnRole, name: string) => {
    columns[role] = name
    taken.add(name)
  }
  const named: [ColumnRole, string | undefined][] = [
    ['text', wanted.text],
    ...targetRoles.map((role): [ColumnRole, string | undefined] => [role, wanted.labels?.[role]]),
  ]
  for (const [role, asked] of named) {
    if (asked === undefined) continue
    const found = names.find((name) => name === asked) ?? names.find((name) => isSame(name, asked))
    if (found === undefined) return { ok: false, lacking: 'wanted', wanted: asked }
    take(role, found)
  }
  for (const role of columnRoles) {
    if (columns[role] !== undefined) continue
    const found = usualNames[role]
      .map((usual) => names.find((name) => !taken.has(name) && foldColumnName(name) === usual))
      .find((name) => name !== undefined)
    if (found !== undefined) take(role, found)
  }
  if (columns.text === undefined && columns.subject === undefined)
    return { ok: false, lacking: 'text', wanted: null }
  const tellsNothing = targetRoles.every((role) => columns[role] === undefined) && columns.tags === undefined
  if (tellsNothing && wanted.labelled !== false) return { ok: false, lacking: 'label', wanted: null }
  return { ok: true, columns, unused: names.filter((name) => name !== '' && !taken.has(name)) }
}

const isSame = (name: string, asked: string): boolean => foldColumnName(name) === foldColumnName(asked)
