import type { TranscriptLine } from '../../schemas/handoff.ts'
import { readSpeaker } from './read-speaker.ts'

const spoken = /^([^:\n]{1,40}):\s+(\S.*)$/

/**
 * Lines of a transcript that came as text. It is split only when every line reads `User: …` with a word that we know for
 * a speaker, because Botpress does not promise any layout; else it stays one line, whose speaker is unknown (`''`).
 */
export const splitTranscriptText = (text: string): TranscriptLine[] => {
  const lines: TranscriptLine[] = []
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim()
    if (line === '') continue
    const match = spoken.exec(line)
    const from = readSpeaker(match?.[1] ?? '')
    if (match === null || from === null) return [{ from: '', text, at: null }]
    lines.push({ from, text: match[2] ?? '', at: null })
  }
  return lines
}
