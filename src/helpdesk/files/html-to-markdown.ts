import { htmlToText } from '../html-to-text.ts'
import { plainText } from './plain-line.ts'

/** The words of a piece of HTML in Markdown that reads well as it is: titles bold, rows and items of lists on lines of their own. */
export const htmlToMarkdown = (html: string): string =>
  plainText(
    htmlToText(
      html
        .replace(/<\/t[dh]>(?=\s*<t[dh]\b)/gi, ': ')
        .replace(/<(?:li|tr)\b[^<>]*>/gi, '$&- ')
        .replace(/<h[1-6]\b[^<>]*>/gi, '<p>**')
        .replace(/<\/h[1-6]>/gi, '**</p>')
        .replace(/<hr\b[^<>]*>/gi, '<p>* * *</p>')
        .replace(/<\/(?:p|div|table|ul|ol|blockquote)>/gi, '$&<br>'),
    ),
  )
