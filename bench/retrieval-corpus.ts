import type { KnowledgeRow } from '../src/assist/knowledge/store/knowledge-store.ts'
import { createRandom } from '../src/classify/model/learn/random.ts'
import type { DataRow, DataSets } from './classify/data-sets.ts'

export interface RetrievalCorpus {
  /** Where the texts are from, for whoever reads the figures. */
  source: string
  rows: KnowledgeRow[]
  questions: { text: string; language: string | null }[]
}

const toRow = (
  id: string,
  kind: 'article' | 'ticket',
  title: string,
  body: string,
  language: string | null,
) =>
  ({
    ...{ id: `${kind}:bench:${id}`, kind, helpdesk: 'bench', language, title, url: null, body },
    ...{ hash: 'one', changed_at: 1 },
  }) satisfies KnowledgeRow

const textOf = (row: DataRow): string => `${row.subject ?? row.title ?? ''}\n${row.text}`

/** So many entries of tickets that data sets hold, questions from what was left out of training; made up where there are none. */
export const makeCorpus = async (data: DataSets, count: number): Promise<RetrievalCorpus> => {
  if (!data.has('otai_tickets') || !data.has('endava_tickets')) return makeUp(count)
  const [tickets, more, held] = await Promise.all([
    data.read('otai_tickets/train'),
    data.read('endava_tickets/train'),
    data.read('otai_tickets/test'),
  ])
  const all = [...tickets, ...more, ...(await data.read('endava_tickets/test'))]
  const rows = Array.from({ length: count }, (_, at) => {
    const row = all[at % all.length] as DataRow
    const title = row.subject ?? row.title ?? row.text.slice(0, 60)
    return toRow(String(at), 'article', title, row.text, row.lang ?? 'en')
  })
  return {
    source: `tickets of otai_tickets and endava_tickets${count > all.length ? ', some of them twice' : ''}`,
    rows,
    questions: held.map((row) => ({ text: textOf(row), language: row.lang ?? null })),
  }
}

/** Words by Zipf's law, as texts have them. */
const makeUp = (count: number): RetrievalCorpus => {
  const random = createRandom(7)
  const word = (): string => `w${Math.floor(40_000 ** random())}x`
  const text = (words: number): string => Array.from({ length: words }, word).join(' ')
  return {
    source: 'made up, as there are no data sets',
    rows: Array.from({ length: count }, (_, at) => toRow(String(at), 'article', text(6), text(80), 'en')),
    questions: Array.from({ length: 1_000 }, () => ({ text: text(60), language: 'en' })),
  }
}

/** A set in which it is known what is to be found. */
export interface KnownAnswers {
  name: string
  rows: KnowledgeRow[]
  /** `answers`: ids, any of which is right. */
  questions: { text: string; language: string; except?: string; answers: ReadonlySet<string> }[]
}

/** One article for each of 77 intents: its name and ten sentences; questions by others. */
export const bankingAnswers = async (data: DataSets): Promise<KnownAnswers> => {
  const [given, asked] = [await data.read('banking77/train_10'), await data.read('banking77/test')]
  const labels = [...new Set(given.map(({ label }) => label))]
  const rows = labels.map((label) => {
    const body = given.filter((row) => row.label === label).map(({ text }) => text)
    return toRow(label, 'article', label.replaceAll('_', ' '), body.join('\n'), 'en')
  })
  return {
    name: 'banking77: 77 articles of an intent’s name and ten sentences',
    rows,
    questions: asked.map(({ text, label }) => ({
      ...{ text, language: 'en', answers: new Set([`article:bench:${label}`]) },
    })),
  }
}

/** Tickets in Spanish and English, of which some were written after the same one: the others of its family are to be found. */
export const familyAnswers = async (data: DataSets): Promise<KnownAnswers> => {
  const all = [...(await data.read('otai_tickets/train')), ...(await data.read('otai_tickets/test'))]
  const own = all
    .map((row, at) => ({ ...row, id: `ticket:bench:${at}`, at }))
    .filter(({ lang }) => lang === 'es' || lang === 'en')
  const familyOf = (row: DataRow): string => `${row.lang}:${row.group}`
  const families = Map.groupBy(own, familyOf)
  const rows = own.map((row) =>
    toRow(String(row.at), 'ticket', row.subject ?? '', row.text, row.lang ?? null),
  )
  return {
    name: `otai_tickets: others of the same family among ${rows.length} tickets, es and en`,
    rows,
    questions: own.flatMap((row) => {
      const answers = new Set((families.get(familyOf(row)) ?? []).map(({ id }) => id))
      answers.delete(row.id)
      if (answers.size === 0) return []
      return [{ text: textOf(row), language: row.lang ?? 'en', except: row.id, answers }]
    }),
  }
}
