import type { AuditSubject } from '../../access/access.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import type { Visitor } from '../visit.ts'

type Words = Pick<Visitor, 'words' | 'language'>

/** The people of the desk as the trail means them: names by `user:EMAIL`, and by id. */
export type Names = ReadonlyMap<string, string>

/** What was done, in plain words; an operation that has none is shown by its name. */
export const describeDeed = (what: string, { words }: Pick<Words, 'words'>): string => {
  const deeds: Record<string, string> = words.audit.deeds
  return Object.hasOwn(deeds, what) ? (deeds[what] ?? what) : what
}

/** Who did it: a person by name where there is one. */
export const describeDoer = (who: string, names: Names, { words }: Pick<Words, 'words'>): string => {
  const { audit: texts } = words
  const [, kind, name = ''] = /^(user|key|cli):(.*)$/s.exec(who) ?? []
  if (kind === 'user') return names.get(who) ?? name
  if (kind === 'key') return texts.key(name)
  if (kind === 'cli') return texts.command(name)
  return who === 'api' ? texts.configuredKey : who === 'desk' ? texts.nobody : who
}

/** What it was done to: `source shop`, a person by name, `25 hand-offs`. */
export const describeSubject = (
  { kind, id }: AuditSubject,
  names: Names,
  { words, language }: Words,
): string => {
  const text = words.audit.subjects[kind]
  switch (kind) {
    case 'handoffs':
      return `${id} ${text}`
    case 'user':
      return names.get(id) ?? `${text} ${id}`
    case 'category':
      return `${text} ${describeCategory(id, language)}`
    default:
      return `${text} ${id}`
  }
}
