import type { Classification } from '../../schemas/classification.ts'
import type { EscalationStep } from '../../schemas/follow-up.ts'
import type { Handoff, Priority } from '../../schemas/handoff.ts'
import type { Template } from './template.ts'

/** The policy's door: types only. */

/** What rules may look at. Only `requester` costs a call to the help desk, and is asked for when a rule comes to it. */
export interface PolicyFacts {
  source: string
  brand: string | null
  /** The help desk that the hand-off goes to unless a rule says otherwise. */
  helpdesk: string
  handoff: Handoff
  classification: Classification
  /** When it arrived, ms; office hours are judged by it, so that an outage does not change what is decided. */
  receivedAt: number
  /**
   * When the person's earlier hand-offs to this help desk were delivered, ms, in the 30 days before this one arrived. Empty
   * when no rule asks; see `CompiledPolicy.asksHistory`.
   */
  delivered: readonly number[]
  /** What the help desk knows of the person. */
  requester: RequesterAnswer
}

/**
 * `told: false`: nobody asked, or there was no answer, and why. What depends on it then does not hold, turned round by `not` either.
 * A person whom the help desk does not know has no company, no tags and no open tickets.
 */
export type RequesterAnswer =
  | { told: true; company: string | null; tags: readonly string[]; openTickets: number | null }
  | { told: false; why: string }

/** How far back `PolicyFacts.delivered` reaches. */
export const historyDays = 30

/** What the matching rules say together. Null and empty: they say nothing about it. */
export interface PolicyOutcome {
  helpdesk: string | null
  group: string | null
  agent: string | null
  type: string | null
  priority: Priority | null
  tags: string[]
  customFields: Record<string, unknown>
  /** Plain texts, made from the templates; whoever renders them escapes them. */
  subject: string | null
  text: string | null
  notes: string[]
  /** Source of the template of what the bot may say; rendered when there is a ticket. */
  acknowledge: string | null
  escalate: EscalationStep[]
  /** Why a person must look at it first. */
  park: string | null
}

/** The condition that did not hold: `condition` as its path within `when`, `saw` in words. May quote the person. */
export interface Miss {
  condition: string
  wanted: string
  saw: string
  /** It may well hold: it could not be told. */
  untold?: true
}

export type RuleResult =
  | { rule: string; kind: 'matched' }
  | { rule: string; kind: 'missed'; miss: Miss }
  /** `by` matched before and ended it. */
  | { rule: string; kind: 'not-reached'; by: string }

export interface Evaluation {
  version: string
  outcome: PolicyOutcome
  rules: RuleResult[]
  /** Names of the rules that matched, in order. */
  matched: string[]
  /** Templates that could not be rendered (their limits); what they were for is left out. */
  problems: { rule: string; field: string; message: string }[]
  /** Why `PolicyFacts.requester` has no answer, when a rule came to ask for it; else null. */
  untold: string | null
}

/** What templates are made from. */
export type TemplateFacts = Pick<
  PolicyFacts,
  'source' | 'brand' | 'helpdesk' | 'handoff' | 'classification' | 'receivedAt'
>

export interface CompiledPolicy {
  /** The first 12 hex digits of the SHA-256 over the parsed rules: the same rules have the same version anywhere. */
  version: string
  mode: 'first' | 'all'
  rules: CompiledRule[]
  /** Whether a rule asks what the person was delivered before; otherwise nobody needs to look. */
  asksHistory: boolean
  /** Office hours by name, for others who ask whether the company is open. */
  calendars: ReadonlyMap<string, Calendar>
}

export interface CompiledRule {
  name: string
  /** The first condition that does not hold, or null when all do. */
  check: Check
  stop: boolean
  consequences: CompiledConsequences
}

export interface CompiledConsequences {
  helpdesk?: string | undefined
  group?: string | undefined
  agent?: string | undefined
  type?: string | undefined
  park?: string | undefined
  acknowledge?: string | undefined
  priority?: Priority | undefined
  tags: string[]
  /** A value that is a `Template` is rendered. */
  customFields: [name: string, value: unknown][]
  escalate: EscalationStep[]
  templates: { field: 'subject' | 'text' | 'note'; template: Template }[]
}

export type Check = (reading: Reading) => Miss | null

/** The facts, with what is made of them once and only when a condition asks. */
export interface Reading {
  facts: PolicyFacts
  priority: Priority | null
  words(): WordList
  /** What the person said, without case and accents. */
  plain(): string
  /** A field that the bot sent, folded; null: absent. Dots reach into objects. */
  field(name: string): string | null
  folded(text: string): string
  calendar(calendar: Calendar): Moment
  /** What the help desk knows of the person; that it was asked for is noted. */
  requester(): RequesterAnswer
  wasRequesterAsked(): boolean
}

export interface WordList {
  /** Whether the keyword is in the text. */
  has(keyword: Keyword): boolean
}

/** Words in a row, folded; `open`: the last one may go on. */
export interface Keyword {
  words: readonly string[]
  open: boolean
}

export interface Calendar {
  name: string
  at(time: number): Moment
}

/** A calendar at one instant, with the local time in words. */
export interface Moment {
  open: boolean
  holiday: boolean
  local: string
}
