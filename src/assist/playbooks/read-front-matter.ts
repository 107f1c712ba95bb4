import { LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'

/** A fault and the line of the file that it is in. */
export interface LineFault {
  line: number
  message: string
}

const words = z
  .array(z.string({ error: 'must be words' }).trim().min(1, 'has an empty entry').max(100, 'is too long'), {
    error: 'must be a list, such as [access, technical]',
  })
  .max(100, 'has more than 100 entries')
  .default([])

const frontMatterSchema = z.strictObject({
  name: z
    .string({ error: 'is missing: it names the playbook, such as password-reset' })
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and single hyphens: password-reset')
    .max(60, 'is longer than 60 characters'),
  language: z
    .string({ error: 'is missing: two letters, such as es or en' })
    .regex(/^[a-z]{2}$/, 'must be two small letters, such as es or en'),
  title: z
    .string({ error: 'is missing: a few words that agents read' })
    .trim()
    .min(1, 'is empty')
    .max(200, 'is longer than 200 characters'),
  categories: words,
  keywords: words,
})
export type FrontMatter = z.output<typeof frontMatterSchema>

const fence = /^---\s*$/

export type ReadFrontMatter =
  | { ok: true; value: FrontMatter /** Where the rest begins, from 0. */; bodyAt: number }
  | { ok: false; faults: LineFault[]; bodyAt: number }

/** What stands between two lines of three hyphens at the beginning of a file. Pure. */
export const readFrontMatter = (lines: readonly string[]): ReadFrontMatter => {
  const fail = (faults: LineFault[], bodyAt: number): ReadFrontMatter => ({ ok: false, faults, bodyAt })
  if (!fence.test(lines[0] ?? ''))
    return fail([{ line: 1, message: 'It must begin with a line of three hyphens and its name below.' }], 0)
  const end = lines.findIndex((line, at) => at > 0 && fence.test(line))
  if (end === -1)
    return fail(
      [{ line: 1, message: 'The line of three hyphens that ends its head is missing.' }],
      lines.length,
    )
  const counter = new LineCounter()
  const document = parseDocument(lines.slice(1, end).join('\n'), { lineCounter: counter })
  const lineAt = (offset: number): number => counter.linePos(offset).line + 1
  if (document.errors.length > 0)
    return fail(
      document.errors.map(({ pos, message }) => ({
        line: lineAt(pos[0]),
        message: `The head cannot be read: ${(message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}.`,
      })),
      end + 1,
    )
  const parsed = frontMatterSchema.safeParse(document.toJS() ?? {})
  if (parsed.success) return { ok: true, value: parsed.data, bodyAt: end + 1 }
  const keyLine = (key: string): number => {
    const at = lines.findIndex((line, index) => index > 0 && index < end && line.startsWith(`${key}:`))
    return at === -1 ? 1 : at + 1
  }
  return fail(
    parsed.error.issues.flatMap((issue): LineFault[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({
            line: keyLine(key),
            message: `"${key}" is not known; the head has name, language, title, categories and keywords.`,
          }))
        : [
            {
              line: keyLine(String(issue.path[0] ?? '')),
              message: `"${String(issue.path[0] ?? 'The head')}" ${issue.message}.`,
            },
          ],
    ),
    end + 1,
  )
}
