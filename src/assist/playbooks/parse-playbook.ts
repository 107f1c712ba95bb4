import type { Playbook } from '../knowledge/knowledge.ts'
import type { PlaybookFault } from './playbook-fault.ts'
import { type Block, readBlocks } from './read-blocks.ts'
import { type LineFault, readFrontMatter } from './read-front-matter.ts'
import { readLink } from './read-link.ts'
import { readQuestion } from './read-question.ts'
import { findSection, type Section, sections } from './section-names.ts'

export type ParsedPlaybook = { ok: true; playbook: Playbook } | { ok: false; faults: PlaybookFault[] }

interface Part {
  section: Section
  line: number
  blocks: Block[]
}

const longestFile = 200_000

/**
 * Reads a playbook: a head of YAML, then sections under headings of the second level, in English or Spanish. Either the whole of it or
 * everything that is wrong with it, each with its line. Pure; docs/playbooks.md tells the form.
 */
export const parsePlaybook = (text: string, path: string): ParsedPlaybook => {
  if (text.length > longestFile)
    return {
      ok: false,
      faults: [{ path, line: null, message: `It is longer than ${longestFile} characters.` }],
    }
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const head = readFrontMatter(lines)
  const { parts, faults } = readParts(lines, head.bodyAt)
  const all: LineFault[] = [...(head.ok ? [] : head.faults), ...faults]
  const found: Omit<Playbook, keyof Extract<typeof head, { ok: true }>['value']> = {
    response: [],
    rootCause: [],
    diagnosticSteps: [],
    resolution: [],
    requirements: [],
    complications: [],
    followUp: [],
    questions: [],
    links: [],
  }
  for (const part of parts) all.push(...takePart(part, found))
  // A heading that is not known may be the response's.
  if (faults.length === 0 && !parts.some(({ section }) => section.key === 'response'))
    all.push({ line: head.bodyAt + 1, message: 'The section "Response" is missing: what the customer gets.' })
  if (!head.ok || all.length > 0)
    return {
      ok: false,
      faults: all.toSorted((one, other) => one.line - other.line).map((fault) => ({ path, ...fault })),
    }
  return { ok: true, playbook: { ...head.value, ...found } }
}

const readParts = (lines: readonly string[], from: number): { parts: Part[]; faults: LineFault[] } => {
  const parts: Part[] = []
  const faults: LineFault[] = []
  let open: { section: Section | null; line: number; lines: string[] } | null = null
  const close = () => {
    if (open?.section != null)
      parts.push({ section: open.section, line: open.line, blocks: readBlocks(open.lines, open.line + 1) })
  }
  let inFence = false
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (/^\s*```/.test(line)) inFence = !inFence
    const heading = inFence ? null : /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
    // One of the first level is the title for people who read the file.
    if (heading?.[1] === '#') continue
    if (heading === null) {
      if (open !== null) open.lines.push(line)
      else if (line.trim() !== '')
        faults.push({
          line: at + 1,
          message: 'This stands before the first heading; put it under "## Response".',
        })
      continue
    }
    close()
    const section = findSection(heading[2] ?? '')
    if (section === null)
      faults.push({ line: at + 1, message: `There is no section "${heading[2]}"; there are ${names}.` })
    else if (parts.some((part) => part.section.key === section.key))
      faults.push({ line: at + 1, message: `The section "${section.english[0]}" is there twice.` })
    else if (heading[1] !== '##')
      faults.push({ line: at + 1, message: `Sections have two number signs: "## ${heading[2]}".` })
    open = { section, line: at + 1, lines: [] }
  }
  close()
  if (inFence) faults.push({ line: lines.length, message: 'A block of code is not closed.' })
  return { parts, faults }
}

const names = sections.map(({ english, spanish }) => `${english[0]} (${spanish[0]})`).join(', ')

/** Puts what a section says into `found`, and returns what is wrong with it. */
const takePart = ({ section, line, blocks }: Part, found: Pick<Playbook, Section['key']>): LineFault[] => {
  if (blocks.length === 0)
    return [
      { line, message: `The section "${section.english[0]}" is empty; leave it out, or say something.` },
    ]
  const faults: LineFault[] = []
  switch (section.key) {
    case 'response':
      found.response = joinLists(blocks)
      return []
    case 'questions':
      for (const { text, line: at, item } of blocks) {
        const read = item !== null ? readQuestion(text) : notAnItem
        if (read.ok) found.questions.push({ text: read.text, known: read.known })
        else faults.push({ line: at, message: read.message })
      }
      return faults
    case 'links':
      for (const { text, line: at, item } of blocks) {
        const read = item !== null ? readLink(text) : notAnItem
        if (read.ok) found.links.push({ title: read.title, url: read.url })
        else faults.push({ line: at, message: read.message })
      }
      return faults
    default:
      found[section.key] = blocks.map(({ text }) => text)
      return []
  }
}

const notAnItem = {
  ok: false,
  message: 'This must be an item of a list: a line that begins with "- ".',
} as const

/** What is in one list stays together, each in a line of its own, with its mark. */
const joinLists = (blocks: readonly Block[]): string[] => {
  const paragraphs: string[] = []
  let items = 0
  let before: Block['item'] = null
  for (const { text, item } of blocks) {
    items = item !== null && item === before ? items + 1 : 1
    const marked = item === null ? text : item === 'bullet' ? `- ${text}` : `${items}. ${text}`
    paragraphs.push(item !== null && items > 1 ? `${paragraphs.pop() ?? ''}\n${marked}` : marked)
    before = item
  }
  return paragraphs
}
