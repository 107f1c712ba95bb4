import type { Handoff } from '../../../schemas/handoff.ts'
import { foldWords } from './fold-words.ts'
import { phoneWords } from './phone-digits.ts'

/** A page of text has 3,000; what comes behind so many is not found. */
const mostChars = 20_000
const mostTranscriptChars = 60_000
const mostWords = 3_000

const joinLines = (lines: Handoff['transcript']): string => {
  let text = ''
  for (const line of lines) {
    if (text.length >= mostTranscriptChars) break
    text += `${line.text}\n`
  }
  return text
}

/** The words under which a hand-off is found, each once: summary, subject, transcript, the bot's category, requester, ids of the conversation. */
export const readWords = (handoff: Handoff): string[] => {
  const { requester } = handoff
  const found = new Set<string>()
  const short = [requester.name, requester.email, requester.phone, handoff.conversationId, handoff.messageId]
  for (const text of [...short, handoff.category, handoff.subject, handoff.summary])
    for (const word of foldWords(text ?? '', mostChars)) found.add(word)
  for (const word of phoneWords(requester.phone ?? '')) found.add(word)
  for (const word of foldWords(joinLines(handoff.transcript), mostTranscriptChars)) found.add(word)
  return found.size <= mostWords ? [...found] : [...found].slice(0, mostWords)
}
