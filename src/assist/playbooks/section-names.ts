import type { Playbook } from '../knowledge/knowledge.ts'

/** What stands under a heading: `paragraphs` apart from each other by empty lines, `items` of a list, `questions`, `links`. */
export type SectionKind = 'paragraphs' | 'items' | 'questions' | 'links'

export type SectionKey = Exclude<keyof Playbook, 'name' | 'language' | 'title' | 'categories' | 'keywords'>

export interface Section {
  key: SectionKey
  kind: SectionKind
  /** The first of each language is how it is told to people. */
  english: readonly [string, ...string[]]
  spanish: readonly [string, ...string[]]
}

/** The headings of a playbook, in the order in which they are told. A file may use either language. */
export const sections: readonly Section[] = [
  { key: 'response', kind: 'paragraphs', english: ['Response'], spanish: ['Respuesta'] },
  {
    key: 'rootCause',
    kind: 'items',
    english: ['Root cause', 'Cause'],
    spanish: ['Causa raíz', 'Causa'],
  },
  {
    key: 'diagnosticSteps',
    kind: 'items',
    english: ['Diagnostic steps', 'Diagnosis'],
    spanish: ['Pasos de diagnóstico', 'Diagnóstico'],
  },
  {
    key: 'resolution',
    kind: 'items',
    english: ['Resolution', 'Solution'],
    spanish: ['Resolución', 'Solución'],
  },
  { key: 'requirements', kind: 'items', english: ['Requirements'], spanish: ['Requisitos'] },
  { key: 'complications', kind: 'items', english: ['Complications'], spanish: ['Complicaciones'] },
  { key: 'followUp', kind: 'items', english: ['Follow-up', 'Follow up'], spanish: ['Seguimiento'] },
  { key: 'questions', kind: 'questions', english: ['Questions'], spanish: ['Preguntas'] },
  { key: 'links', kind: 'links', english: ['Links'], spanish: ['Enlaces'] },
]

/** Without case, accents and what stands between words. */
const plain = (heading: string): string =>
  heading
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const byHeading = new Map(
  sections.flatMap((section) =>
    [...section.english, ...section.spanish].map((heading) => [plain(heading), section] as const),
  ),
)

/** Null: no playbook has such a heading. Case and accents do not count. */
export const findSection = (heading: string): Section | null => byHeading.get(plain(heading)) ?? null
