import type { Block, Document, Fact, Spoken } from './document.ts'
import { escapeAsWritten, escapeHtml } from './escape-html.ts'

const fact = ({ label, value }: Fact): string =>
  `<tr><td><b>${escapeHtml(label)}</b></td><td dir="auto">${escapeAsWritten(value)}</td></tr>`

const spoken = ({ who, text, at }: Spoken): string =>
  `<p dir="auto"><b>${escapeHtml(who)}</b>${at === null ? '' : ` <i>${escapeHtml(at)}</i>`}<br>${escapeAsWritten(text)}</p>`

const block = (part: Block): string => {
  switch (part.kind) {
    case 'heading':
      return `<h4>${escapeHtml(part.text)}</h4>`
    case 'quote':
      return `<div dir="auto">${escapeAsWritten(part.text)}</div>`
    case 'remark':
      return `<p><i>${escapeHtml(part.text)}</i></p>`
    case 'facts':
      return `<table><tbody>${part.rows.map(fact).join('')}</tbody></table>`
    case 'conversation':
      return part.lines.map(spoken).join('')
    case 'list':
      return `<ul>${part.items.map((item) => `<li dir="auto">${escapeHtml(item)}</li>`).join('')}</ul>`
    case 'footer':
      return `<hr><p>${escapeHtml(part.text)}</p>`
    default:
      return part satisfies never
  }
}

/**
 * HTML of a document: plain tags only, no style, script, link or image, so that a help desk's sanitiser leaves it as it
 * is. `dir="auto"` lets Arabic and Hebrew run their own way.
 */
export const renderHtml = (document: Document): string => document.map(block).join('\n')
