import { describeCategory } from '../../classify/describe-category.ts'
import { explainReason, type ReasonWords } from '../repair/explain-reason.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'

/** What the ledger tells, in the reader's language. `detail`: the words as they were recorded, where they say more; else null. */
export interface Told {
  text: string
  detail: string | null
}

export interface TellingWords extends ReasonWords {
  language: string
}

type Texts = DeskTexts['handoffs']['told']
type Sentence = readonly [RegExp, (told: Texts, found: readonly string[], reading: TellingWords) => string]

const statusName = (status: string, { words }: TellingWords): string => {
  const names: Record<string, string> = words.common.ticketStates
  return Object.hasOwn(names, status) ? (names[status] ?? status) : status
}

/** Sentences that the ledger and the bridge write, each at the beginning of what is left. */
const sentences: readonly Sentence[] = [
  [/^create a ticket$/, (told) => told.createTicket],
  [/^add to ticket (\S+)$/, (told, [id = '']) => told.addToTicket(id)],
  [/^Additions are switched off\./, (told) => told.additionsOff],
  [/^A new ticket: this person has no recent one to add to\./, (told) => told.noRecent],
  [/^Another subject than (\S+) \([^)]*\)\./, (told, [id = '']) => told.otherSubject(id)],
  [/^Same conversation as (\S+) \(#([^)]+)\)\./, (told, [, id = '']) => told.sameConversation(id)],
  [
    /^Same subject as (\S+) \(#([^)]+)\) within ([\d.]+) h \([^)]*\)\./,
    (told, [, id = '', hours = '']) => told.sameSubject(id, hours),
  ],
  [/^That ticket is gone\./, (told) => told.thatIsGone],
  [/^It waited for the customer\./, (told) => told.waitedForCustomer],
  [
    /^It was (\w+) and is reopened\./,
    (told, [status = ''], reading) => told.reopened(statusName(status, reading)),
  ],
  [/^That ticket is (\w+)\./, (told, [status = ''], reading) => told.thatIs(statusName(status, reading))],
  [/^It cannot be read:/, (told) => told.cannotBeRead],
  [/^No ticket carries our reference: it was not created\./, (told) => told.noneFound],
  [/^Found #(\S+) with our reference\./, (told, [id = '']) => told.found(id)],
  [
    /^(\d+) tickets carry our reference; the oldest is #([^.\s]+)\./,
    (told, [count = '', id = '']) => told.severalFound(count, id),
  ],
  [/^Found our message in #([^.\s]+)\./, (told, [id = '']) => told.messageFound(id)],
  [/^Our message is not in #([^.\s]+)\./, (told, [id = '']) => told.messageNotFound(id)],
  [/^Ticket #([^.\s]+) is gone\./, (told, [id = '']) => told.ticketGone(id)],
  [
    /^The help desk cannot tell whether the earlier write took effect \(.*\) A duplicate is better than a loss\./,
    (told) => told.cannotTell,
  ],
  [/^A rule sends it from (\S+) to (\S+)\.$/, (told, [from = '', to = '']) => told.ruleSends(from, to)],
  [
    /^(\S+) has been away too long; (\S+) takes over\./,
    (told, [from = '', to = '']) => told.takesOver(from, to),
  ],
  [/^Sent by e-mail, as the help desk has been away too long\./, (told) => told.mailed],
  [/^It was mailed; waiting for the ticket of that mail\./, (told) => told.waitingForMail],
  [/^It was still being worked on\./, (told) => told.stillWorked],
  [/^The lease of \S+ ran out\./, (told) => told.leaseRanOut],
  [/^Its source goes on\./, (told) => told.sourceGoesOn],
  [/^The ticket is gone\./, (told) => told.escalation.gone],
  [/^The ticket was deleted\./, (told) => told.escalation.gone],
  [
    /^The ticket is (closed|solved)\./,
    (told, [status = ''], reading) => told.thatIs(statusName(status, reading)),
  ],
  [/^An agent has it\./, (told) => told.escalation.assigned],
  [/^An agent has answered\./, (told) => told.escalation.answered],
]

const tellSentence = (rest: string, reading: TellingWords): { text: string; rest: string } | null => {
  for (const [pattern, compose] of sentences) {
    const found = pattern.exec(rest)
    if (found === null) continue
    const text = compose(reading.words.handoffs.told, found.slice(1), reading)
    return { text, rest: rest.slice(found[0].length).trim() }
  }
  return null
}

/** Sentence by sentence; null: one of them is not known. */
const tellSentences = (why: string, { event, helpdesk }: TellingOf, reading: TellingWords): string | null => {
  // What is refused at the door tells codes.
  const state = event === 'refused' ? 'refused' : 'parked'
  const texts: string[] = []
  let rest = why.trim()
  while (rest !== '') {
    const next = tellSentence(rest, reading)
    if (next === null) {
      const reason = explainReason({ state, helpdesk, why: rest }, reading)
      if (reason.code === 'other') return null
      texts.push(/[.!?]$/.test(reason.text) ? reason.text : `${reason.text}.`)
      break
    }
    texts.push(next.text)
    rest = next.rest
  }
  return texts.join(' ')
}

const tellClassified = (why: string, { words, language }: TellingWords): string | null => {
  const [, by = '', category = ''] = /^(\w+): (.+)$/.exec(why) ?? []
  const deciders: Record<string, string> = words.common.decidedBy
  if (!Object.hasOwn(deciders, by)) return null
  const name = category === 'unsure' ? words.handoffs.undecided : describeCategory(category, language)
  return `${deciders[by]}: ${name}`
}

const tellPolicy = (why: string, { words }: TellingWords): string | null => {
  // `VERSION: names; what went wrong`. The version stays as the detail.
  const [, names = ''] = /^[^\s:]+: ([^;]+)$/.exec(why) ?? []
  if (names === '') return null
  return names === 'no rule matched' ? words.handoffs.told.noRule : names
}

export interface TellingOf {
  event: string
  helpdesk: string
}

/** Events whose reason is what a person wrote. */
const ownWords = new Set(['dismissed', 'released', 'retry-now', 'edited'])

/** Why something happened. What is not known stays as it was recorded. */
export const explainTold = (why: string, of: TellingOf, reading: TellingWords): Told => {
  const asItIs: Told = { text: why, detail: null }
  if (ownWords.has(of.event)) return asItIs
  const known = (text: string | null): Told =>
    text === null || text === why ? asItIs : { text, detail: why }
  switch (of.event) {
    case 'classified':
      return { ...known(tellClassified(why, reading)), detail: null }
    case 'policy':
      return known(tellPolicy(why, reading))
    case 'flagged': {
      const [, flag = '', reason = ''] = /^([a-z-]+): (.+)$/.exec(why) ?? []
      const flags: Record<string, string> = reading.words.handoffs.flags
      if (!Object.hasOwn(flags, flag)) return asItIs
      return known(`${flags[flag]}: ${tellSentences(reason, of, reading) ?? reason}`)
    }
    case 'escalated':
    case 'escalation-skipped': {
      // `RULE: why`.
      const [, rule = '', reason = ''] = /^(.+?): ([A-Z][^;]+\.)$/.exec(why) ?? []
      const told = rule === '' ? tellSentences(why, of, reading) : tellSentences(reason, of, reading)
      return known(told === null || rule === '' ? told : `${rule}: ${told}`)
    }
    default:
      return known(tellSentences(why, of, reading))
  }
}
