import { writeFile } from 'node:fs/promises'
import { TrainingRefused } from '../../training/training-refused.ts'
import { composeCsv } from './compose-csv.ts'
import type { Suggestion } from './suggest.ts'

/** Texts of customers: nobody else on the machine has to read them. */
const ownerOnly = 0o600

/** Writes them for a person to fill in, in a spreadsheet of that language. Throws `TrainingRefused` rather than write over a file. */
export const writeLabels = async (
  path: string,
  { text: textColumn, label: labelColumn }: { text: string; label: string },
  suggestions: readonly Suggestion[],
  language: string,
): Promise<void> => {
  const rows = suggestions.map(({ id, subject, text, suggestion, confidence }) => [
    id,
    subject ?? '',
    text,
    suggestion ?? '',
    confidence === null ? '' : `${Math.round(confidence * 100)} %`,
    '',
  ])
  // Where a comma stands in numbers, spreadsheets part cells by a semicolon.
  const delimiter = /^en\b/i.test(language) ? ',' : ';'
  const names = ['id', 'subject', textColumn, 'suggestion', 'confidence', labelColumn]
  try {
    await writeFile(path, composeCsv(names, rows, delimiter), { mode: ownerOnly, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    // It may be what somebody has spent an hour on.
    throw new TrainingRefused('busy', `${path} is there already. Take another name, or remove it.`, {
      cause: error,
    })
  }
}
