/** What an agent wants to send, as the form has it. */
export interface SendWish {
  kind: 'reply' | 'note'
  text: string
  /** What was asked about and confirmed. `changed` is not among them: it holds for the state of the ticket that was shown with it. */
  sure: readonly Sure[]
  /** Whether another reply to the ticket is on its way: no look at the help desk tells that. */
  underWay: boolean
}

/** `under-way`: another reply to the same ticket is about to go out. */
export type Sure = 'placeholders' | 'changed' | 'unchecked' | 'under-way'

export type TicketLook =
  /** `others`: somebody has changed it since `openedAt`. */
  | { kind: 'seen'; updatedAt: string; others: boolean }
  | { kind: 'gone' }
  /** The help desk did not answer. */
  | { kind: 'unseen' }

export type SendDecision =
  | { kind: 'send' }
  | { kind: 'fault'; fault: 'empty' | 'too-long' | 'gone' }
  /** Each is to be shown, and confirmed by another click. */
  | { kind: 'ask'; about: Sure[] }

/** Help desks take 64 kB and more of HTML; text grows by its escapes. */
export const mostCharacters = 30_000

const visible = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}]/u
const placeholder = /\[[^[\]\n]{1,80}\]/gu

/** Places that nobody has filled in, `[order number]`, each once. A link's `[1]` and a box `[ ]` or `[x]` are none. */
export const findPlaceholders = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(placeholder)].map(([found]) => found).filter((found) => /\p{L}{2}/u.test(found)),
  ),
]

/** Decides what happens to a click on send. `look` is asked for only once the text is in order, as it costs a call. */
export const decideSend = (wish: SendWish, look: TicketLook | null): SendDecision => {
  if (!visible.test(wish.text)) return { kind: 'fault', fault: 'empty' }
  if (wish.text.length > mostCharacters) return { kind: 'fault', fault: 'too-long' }
  if (look?.kind === 'gone') return { kind: 'fault', fault: 'gone' }
  const about: Sure[] = []
  // A note is for colleagues, who may be told what is still open.
  if (wish.kind === 'reply' && findPlaceholders(wish.text).length > 0) about.push('placeholders')
  if (wish.kind === 'reply' && wish.underWay) about.push('under-way')
  if (look?.kind === 'unseen') about.push('unchecked')
  // What was confirmed was confirmed for what the page showed: once more changed, it is asked once more.
  if (look?.kind === 'seen' && look.others) about.push('changed')
  const open = about.filter((each) => each === 'changed' || !wish.sure.includes(each))
  return open.length === 0 ? { kind: 'send' } : { kind: 'ask', about: open }
}
