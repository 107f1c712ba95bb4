import type { TranscriptLine } from '../../schemas/handoff.ts'
import { cleanValue } from './clean-value.ts'
import { firstOf } from './first-of.ts'
import { isAbsent } from './is-absent.ts'
import { isPlainObject } from './is-plain-object.ts'
import { parseEmbeddedJson } from './parse-embedded-json.ts'
import { readSpeaker } from './read-speaker.ts'
import { readShortText, readText } from './read-text.ts'
import { readTime } from './read-time.ts'
import { splitTranscriptText } from './split-transcript-text.ts'

/**
 * The conversation, from a list of lines (objects or texts) or from text. A line's speaker is `user`, `bot`, `agent`, a
 * name, or `''` when it is not told. A line that has no readable text is kept as its JSON. Null when the value is neither.
 */
export const readTranscript = (value: unknown): TranscriptLine[] | null => {
  const parsed = parseEmbeddedJson(value)
  if (Array.isArray(parsed)) {
    const lines: TranscriptLine[] = []
    for (const line of parsed) {
      // One by one: a text of a megabyte has more lines than a call can have arguments.
      if (!isAbsent(line)) for (const read of readLine(line)) lines.push(read)
    }
    return lines
  }
  const text = typeof parsed === 'string' ? readText(parsed) : null
  return text === null ? null : splitTranscriptText(text)
}

const readLine = (line: unknown): TranscriptLine[] => {
  if (!isPlainObject(line)) {
    const text = readText(line)
    return text === null ? keptAsJson(line, '', null) : splitTranscriptText(text)
  }
  const from = speakerOf(line)
  const at = firstOf(line, timeNames, readTime)
  const text = firstOf(line, textNames, readLineText)
  return text === null ? keptAsJson(line, from, at) : [{ from, text, at }]
}

const keptAsJson = (line: unknown, from: string, at: string | null): TranscriptLine[] => {
  const kept = cleanValue(line)
  return kept === undefined ? [] : [{ from, text: JSON.stringify(kept), at }]
}

const speakerNames = ['from', 'role', 'author', 'sender', 'speaker', 'de', 'name', 'nombre', 'direction']
const textNames = ['text', 'message', 'content', 'texto', 'mensaje', 'body', 'payload', 'preview']
const timeNames = ['at', 'timestamp', 'time', 'date', 'createdAt', 'created_at', 'createdOn', 'fecha', 'hora']

const speakerOf = (line: Record<string, unknown>): string => {
  const name = firstOf(line, speakerNames, readSpeakerName)
  if (name !== null) return readSpeaker(name) ?? name
  const isBot = line['isBot']
  return typeof isBot === 'boolean' ? (isBot ? 'bot' : 'user') : ''
}

const readSpeakerName = (value: unknown): string | null =>
  readShortText(isPlainObject(value) ? (value['name'] ?? value['role'] ?? value['type']) : value)

// Botpress messages carry their text in `payload.text`, OpenAI-like ones in `content: [{text}]`.
const readLineText = (value: unknown): string | null => {
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value
  return readText(isPlainObject(single) ? single['text'] : single)
}
