import { cutText, cutToMeasure } from './cut-text.ts'
import type { Block, Document, Fact, Spoken } from './document.ts'
import { escapeAsWritten } from './escape-html.ts'
import { renderHtml } from './render-html.ts'
import type { Texts } from './texts/texts.ts'

const bytes = (html: string): number => Buffer.byteLength(html)
const measure = (text: string): number => Math.max(text.length, bytes(escapeAsWritten(text)))
const sizeOf = (document: Document): number => bytes(renderHtml(document))

const textsOf = (part: Block): string[] => {
  switch (part.kind) {
    case 'facts':
      return part.rows.map(({ value }) => value)
    case 'conversation':
      return part.lines.map(({ text }) => text)
    case 'list':
      return part.items
    default:
      return [part.text]
  }
}

/** Texts that are far longer need not be rendered to know it; a line or a row takes twenty bytes by itself. */
const isFarLonger = (document: Document, maxBytes: number): boolean =>
  document.flatMap(textsOf).reduce((sum, text) => sum + 20 + text.length, 0) > 4 * maxBytes

/** Whether the document's HTML takes at most `maxBytes`. */
export const fitsInto = (document: Document, maxBytes: number): boolean =>
  !isFarLonger(document, maxBytes) && sizeOf(document) <= maxBytes

// Shares of the room when there is too much: what the person wants comes first, the latest of the conversation fills up.
const quoteShare = 0.4
const factsShare = 0.15
const listShare = 0.1

const cutQuote = (text: string, max: number, mark: string): string => {
  const kept = cutToMeasure(text, max, measure)
  return kept === text ? text : `${kept}\n${mark}`
}

const cutFacts = (rows: Fact[], max: number): Fact[] => {
  const kept: Fact[] = []
  let left = max
  for (const { label, value } of rows) {
    const row = { label: cutText(label, 100), value: cutQuote(value, Math.min(1024, max / 4), '…') }
    left -= sizeOf([{ kind: 'facts', rows: [row] }])
    if (left < 0) return [...kept, { label: '…', value: '…' }]
    kept.push(row)
  }
  return kept
}

const cutList = (items: string[], max: number): string[] => {
  const kept: string[] = []
  let left = max
  for (const item of items) {
    const short = cutText(item, 300)
    left -= sizeOf([{ kind: 'list', items: [short] }])
    if (left < 0) return [...kept, '…']
    kept.push(short)
  }
  return kept
}

/** The latest lines that fit; how the talk ended says more about what is wanted than how it began. */
const cutConversation = (lines: Spoken[], max: number, texts: Texts, mark: string): Block[] => {
  const kept: Spoken[] = []
  let left = max
  for (const line of lines.toReversed()) {
    const spoken = {
      who: cutText(line.who, 100),
      text: cutQuote(line.text, Math.max(512, max / 2), mark),
      at: line.at,
    }
    left -= sizeOf([{ kind: 'conversation', lines: [spoken] }])
    if (left < 0) break
    kept.unshift(spoken)
  }
  const missing = lines.length - kept.length
  const remark: Block[] = missing > 0 ? [{ kind: 'remark', text: texts.earlierLinesCut(missing) }] : []
  return [...remark, { kind: 'conversation', lines: kept }]
}

/**
 * The document as it is when its HTML takes at most `maxBytes`; else cut, each cut with a mark that names `file`, which
 * holds the whole. Headings and the footer with its reference always stay.
 */
export const shrinkDocument = (
  document: Document,
  { maxBytes, file, texts }: { maxBytes: number; file: string; texts: Texts },
): Document => {
  if (fitsInto(document, maxBytes)) return document
  const mark = texts.cut(file)
  const count = (kind: Block['kind']) => Math.max(1, document.filter((part) => part.kind === kind).length)
  const cut = document.map((part): Block => {
    switch (part.kind) {
      case 'quote':
        return { kind: 'quote', text: cutQuote(part.text, (maxBytes * quoteShare) / count('quote'), mark) }
      case 'facts':
        return { kind: 'facts', rows: cutFacts(part.rows, (maxBytes * factsShare) / count('facts')) }
      case 'list':
        return { kind: 'list', items: cutList(part.items, (maxBytes * listShare) / count('list')) }
      default:
        return part
    }
  })
  const others = cut.filter((part) => part.kind !== 'conversation')
  const room = Math.max(0, maxBytes - sizeOf(others) - 512) / count('conversation')
  return cut.flatMap((part) =>
    part.kind === 'conversation' ? cutConversation(part.lines, room, texts, mark) : [part],
  )
}
