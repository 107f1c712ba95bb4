import type { Priority } from '../../../schemas/handoff.ts'
import type { UnmappedField } from '../../helpdesk/helpdesk.ts'
import type { FileFault } from '../file-fault.ts'

export type SystemField =
  | 'name'
  | 'email'
  | 'phone'
  | 'subject'
  | 'description'
  | 'type'
  | 'status'
  | 'priority'
  | 'source'
  | 'group'
  | 'agent'
  | 'product'
  | 'tags'
  | 'attachments'
  | 'group_id'
  | 'responder_id'
  | 'product_id'
  | 'company_id'

/** Every word that Relevo writes into a ticket, in one language. Another language is another file and one line in `choose-texts.ts`. */
export interface Texts {
  /** Two-letter code of the language. */
  language: string
  /** Subject when nothing else gives one. */
  subject: string
  summary: string
  details: string
  otherData: string
  unmapped: string
  conversation: string
  files: string
  failedFiles: string
  newMessage: string
  person: string
  bot: string
  agent: string
  labels: {
    name: string
    email: string
    phone: string
    category: string
    classifiedAs: string
    priority: string
    channel: string
    bot: string
    brand: string
    conversation: string
    language: string
  }
  /** The help desk's own fields by their technical names, for what did not fit; any other name stays as it is. */
  fields: Readonly<Record<SystemField, string>>
  priorities: Record<Priority, string>
  why: Record<UnmappedField['why'], string>
  fileFaults: Record<FileFault, string>
  /** `file` holds the whole text. */
  cut: (file: string) => string
  earlierLinesCut: (count: number) => string
  classifiedBy: Record<'bot' | 'rule' | 'model' | 'llm' | 'none', string>
  confidence: (percent: string) => string
  mailedNote: (reference: string) => string
  escalated: (rule: string) => string
  mailIntro: string
  mailOutro: (reference: string) => string
}
