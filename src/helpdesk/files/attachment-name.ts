import { plainLine } from './plain-line.ts'

/** How an attachment is called in the ticket: nothing that would end a Markdown link, or turn the direction of writing. */
export const shownName = (name: string): string =>
  plainLine(name.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '').replace(/[[\]()\\]/g, '_'), 120) ||
  'file'

/**
 * How it is called on disk: `2-photo.jpg`, the second of its ticket. Letters, digits and `._-` alone, never a dot first and
 * never a path, whatever the sender wrote.
 */
export const storedName = (number: number, name: string): string => {
  const base = name
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
  const ending = /\.[a-z0-9]{1,8}$/i.exec(base)?.[0] ?? ''
  // File systems allow 255 bytes, and a letter has up to four.
  const stem = [...base.slice(0, base.length - ending.length)]
    .slice(0, 40)
    .join('')
    .replace(/^[.-]+/, '')
  return `${number}-${stem === '' ? 'file' : stem}${ending}`
}
