import { styleText } from 'node:util'
import type { Message } from '../../../schemas/ticket.ts'
import { wrapText } from '../../ops/wrap-text.ts'
import type { TimeText } from '../local-time.ts'
import { plainText } from '../table.ts'

export interface MessageStyle {
  timeText: TimeText
  /** Of the terminal. */
  columns: number
  colour: boolean
}

/** One entry of a conversation to read: who, when, whether only agents see it, what was said, what hangs on it. */
export const describeMessage = (message: Message, { timeText, columns, colour }: MessageStyle): string => {
  const author = plainText(message.authorName ?? '').trim()
  const who = author === '' ? message.from : `${author} (${message.from})`
  const mark = message.private ? `  ${colour ? styleText('yellow', 'PRIVATE') : 'PRIVATE'}` : ''
  const head = `${colour ? styleText('bold', who) : who}  ${timeText(message.createdAt)}${mark}`
  const text = wrapText(message.text.trim(), columns - indent.length)
  const lines = text.every((line) => line === '') ? ['(no text)'] : text
  const files = message.attachments.map((file) =>
    plainText(`attached: ${file.name}${fileFacts(file.contentType, file.bytes)}`),
  )
  return [head, ...[...lines, ...files].map((line) => `${indent}${line}`.trimEnd()), ''].join('\n')
}

const indent = '  '

const fileFacts = (contentType: string | null, bytes: number | null): string => {
  const facts = [contentType, bytes === null ? null : sizeText(bytes)].filter((fact) => fact !== null)
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`
}

const sizeText = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} B`
    : bytes < 1e6
      ? `${Math.round(bytes / 1000)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`
