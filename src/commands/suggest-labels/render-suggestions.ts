import { plainText } from '../../ops/plain-text.ts'
import { shorten } from '../../ops/text-width.ts'
import { renderTable } from '../table.ts'
import type { Suggestion } from './suggest.ts'

/** A line each, as wide as the terminal. */
export const renderSuggestions = (suggestions: Suggestion[], width: number, colour: boolean): string =>
  renderTable(
    suggestions,
    [
      { title: 'ticket', cell: ({ id }) => plainText(id) },
      { title: 'suggestion', cell: ({ suggestion }) => plainText(suggestion ?? '') },
      {
        title: 'confidence',
        cell: ({ confidence }) => (confidence === null ? '' : `${Math.round(confidence * 100)} %`),
        align: 'right',
      },
      {
        title: 'text',
        cell: ({ subject, text }) =>
          shorten(plainText([subject ?? '', text].join(' ').trim()), Math.max(20, width - 50)),
      },
    ],
    colour,
  )
