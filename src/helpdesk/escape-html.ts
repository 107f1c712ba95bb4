import { escapeCharacters } from '../ops/escape-characters.ts'

/** Text made safe for HTML, in an element or a quoted attribute; line breaks stay. */
export const escapeHtml = (text: string): string => escapeCharacters(text).replace(/\r?\n/g, '<br>')
