import { node } from './contenders.ts'
import type { Outcome } from './figures.ts'
import type { Workbench } from './workbench.ts'

/** Of both splits: nothing of these tickets is ever learnt from. */
export const measureLanguage = async (bench: Workbench): Promise<Outcome> => {
  if (!bench.data.has('otai_tickets')) return { kind: 'missing', why: 'no data set otai_tickets' }
  const rows = [
    ...(await bench.data.read('otai_tickets/train')),
    ...(await bench.data.read('otai_tickets/test')),
  ]
  const subjects = rows.flatMap(({ subject, lang }) =>
    subject === undefined || subject.trim() === '' || lang === undefined
      ? []
      : [{ text: subject, language: lang }],
  )
  return bench.measure(node('language.ts'), subjects)
}
