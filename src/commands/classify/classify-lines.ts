import * as z from 'zod'
import type { Classification } from '../../../schemas/classification.ts'
import { presentClassification } from '../../api/present-classification.ts'
import type { Classifier, TextToClassify } from '../../classify/classifier.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { shorten } from '../../ops/text-width.ts'
import { createTable } from '../table.ts'
import { writeAll } from '../write-all.ts'
import { readLines } from './read-lines.ts'

/** A line may be a JSON object instead of a text. */
const objectSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  subject: z.string().nullish(),
  text: z.string(),
})

interface Line {
  line: number
  id: string | number | null
  input: Pick<TextToClassify, 'subject' | 'text'>
  classification: Classification
}

/** So many are shown together: columns are as wide as what is in them. */
const portion = 50

/** Classifies a text a line, and writes each as it is known: a line of a table, or of JSON. Resolves with how many there were. */
export const classifyLines = async (
  stream: AsyncIterable<Uint8Array | string>,
  {
    classifier,
    complete,
    json,
    terminal,
  }: {
    classifier: Classifier
    complete: (input: Pick<TextToClassify, 'subject' | 'text'>) => TextToClassify
    json: boolean
    terminal: Terminal
  },
): Promise<number> => {
  const { stdout } = terminal
  const width = stdout.columns ?? 100
  const table = createTable<Line>(
    [
      { title: 'line', cell: ({ line }) => String(line), align: 'right' },
      { title: 'category', cell: ({ classification }) => plainText(classification.category ?? 'unsure') },
      {
        title: 'confidence',
        cell: ({ classification: { confidence } }) =>
          confidence === null ? '' : `${(confidence * 100).toFixed(1)} %`,
        align: 'right',
      },
      { title: 'decided by', cell: ({ classification }) => classification.decidedBy },
      {
        title: 'text',
        cell: ({ input }) => shorten(plainText(input.text), Math.max(20, width - 50)),
      },
    ],
    stdout.isTTY === true,
  )
  let [count, waiting]: [number, Line[]] = [0, []]
  const flush = async (): Promise<boolean> => {
    const text = json
      ? waiting.map((one) => `${JSON.stringify(present(one))}\n`).join('')
      : waiting.length === 0
        ? ''
        : table(waiting)
    waiting = []
    return writeAll(stdout, text)
  }
  for await (const { line, text } of readLines(stream)) {
    const { id, input } = readLine(text)
    waiting.push({ line, id, input, classification: await classifier.classify(complete(input)) })
    count += 1
    if (waiting.length >= portion && !(await flush())) return count
  }
  await flush()
  return count
}

const readLine = (text: string): Pick<Line, 'id' | 'input'> => {
  const object = text.startsWith('{') ? parseObject(text) : null
  if (object === null) return { id: null, input: { subject: null, text } }
  return { id: object.id ?? null, input: { subject: object.subject ?? null, text: object.text } }
}

const parseObject = (text: string): z.output<typeof objectSchema> | null => {
  try {
    return objectSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

const present = ({ line, id, classification }: Line) => ({
  line,
  ...(id === null ? {} : { id }),
  ...presentClassification(classification),
})
