import { joinSubjectAndBody } from '../../src/classify/join-subject-and-body.ts'
import type { DataRow, DataSets } from './data-sets.ts'
import type { TaskFile } from './protocol.ts'

export interface LoadedTask {
  train: TaskFile['train']
  test: (TaskFile['test'][number] & { label: string })[]
  hints?: Record<string, string>
  unlabelled?: string[]
  outside?: Record<string, string[]>
}

/** Something to learn and to be asked: train splits to learn from, test splits to be asked about. */
export interface Task {
  id: string
  dataSet: string
  /** It takes seconds. */
  isQuick: boolean
  /** Learning from texts without labels is something that only Relevo does. */
  isForRelevoAlone?: boolean
  load(data: DataSets): Promise<LoadedTask>
}

/** `card_payment_fee_charged` as somebody would write it. */
const hintsOf = (rows: readonly { label: string }[]): Record<string, string> =>
  Object.fromEntries(
    [...new Set(rows.map(({ label }) => label))].map((label) => [
      label,
      label.replace(/[_/-]+/g, ' ').trim(),
    ]),
  )

const row = ({ text, label, lang, group }: DataRow) => ({
  text,
  label,
  ...(lang === undefined ? {} : { language: lang }),
  ...(group === undefined ? {} : { group }),
})
const inEnglish = (one: DataRow) => ({ ...row(one), language: 'en' })
const textsOf = (rows: readonly DataRow[]): string[] => rows.map(({ text }) => text)

/** Intents whose labels are names: `banking77`, `clinc150`, `hwu64`. */
const intents =
  (folder: string, train: string) =>
  async (data: DataSets): Promise<LoadedTask> => {
    const rows = (await data.read(`${folder}/${train}`)).map(inEnglish)
    return { train: rows, test: (await data.read(`${folder}/test`)).map(inEnglish), hints: hintsOf(rows) }
  }

export const tasks: readonly Task[] = [
  {
    id: 'banking77',
    dataSet: 'banking77',
    isQuick: false,
    load: intents('banking77', 'train'),
  },
  {
    id: 'banking77-10-shot',
    dataSet: 'banking77',
    isQuick: true,
    load: intents('banking77', 'train_10'),
  },
  {
    id: 'banking77-5-shot',
    dataSet: 'banking77',
    isQuick: true,
    load: intents('banking77', 'train_5'),
  },
  {
    id: 'banking77-10-shot-unlabelled',
    dataSet: 'banking77',
    isQuick: false,
    isForRelevoAlone: true,
    async load(data) {
      const loaded = await intents('banking77', 'train_10')(data)
      // The draws are in small letters.
      const labelled = new Set(loaded.train.map(({ text }) => text.toLowerCase()))
      const rest = textsOf(await data.read('banking77/train'))
      return { ...loaded, unlabelled: rest.filter((text) => !labelled.has(text.toLowerCase())) }
    },
  },
  {
    id: 'clinc150',
    dataSet: 'clinc150',
    isQuick: false,
    async load(data) {
      const outside = textsOf(await data.read('clinc150/oos_test'))
      return { ...(await intents('clinc150', 'train')(data)), outside: { outside } }
    },
  },
  {
    id: 'clinc150-10-shot',
    dataSet: 'clinc150',
    isQuick: false,
    load: intents('clinc150', 'train_10'),
  },
  {
    id: 'hwu64',
    dataSet: 'hwu64',
    isQuick: false,
    load: intents('hwu64', 'train'),
  },
  {
    id: 'banking77-foreign',
    dataSet: 'banking77_oos',
    isQuick: false,
    async load(data) {
      const outside = textsOf(await data.read('banking77_oos/ood_oos_test'))
      return { ...(await intents('banking77_oos', 'train')(data)), outside: { outside } }
    },
  },
  {
    id: 'banking77-same-domain',
    dataSet: 'banking77_oos',
    isQuick: false,
    async load(data) {
      const loaded = await intents('banking77_oos', 'train')(data)
      const others = (await data.read('banking77_oos/id_oos_valid')).map((one) => ({
        ...inEnglish(one),
        label: null,
      }))
      const outside = textsOf(await data.read('banking77_oos/id_oos_test'))
      return { ...loaded, train: [...loaded.train, ...others], outside: { outside } }
    },
  },
  {
    id: 'fb-spanish',
    dataSet: 'fb_multilingual',
    isQuick: true,
    async load(data) {
      return {
        train: (await data.read('fb_multilingual/es_train')).map(row),
        test: (await data.read('fb_multilingual/es_test')).map(row),
      }
    },
  },
  {
    id: 'endava',
    dataSet: 'endava_tickets',
    isQuick: false,
    async load(data) {
      const ticket = (one: DataRow) => ({
        ...inEnglish(one),
        text: joinSubjectAndBody(one.title ?? '', one.text),
      })
      return {
        train: (await data.read('endava_tickets/train')).map(ticket),
        test: (await data.read('endava_tickets/test')).map(ticket),
      }
    },
  },
  {
    id: 'otai-priority',
    dataSet: 'otai_tickets',
    isQuick: false,
    async load(data) {
      const ticket = (one: DataRow) => ({
        ...row(one),
        text: joinSubjectAndBody(one.subject ?? '', one.text),
        label: one.priority ?? '',
      })
      return {
        train: (await data.read('otai_tickets/train')).map(ticket),
        test: (await data.read('otai_tickets/test')).map(ticket),
      }
    },
  },
]
