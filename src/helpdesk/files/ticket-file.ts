import type { Document } from 'yaml'
import type { TicketHead } from '../../../schemas/files/ticket-head.ts'

/** One ticket as it stands in its file. */
export interface TicketFile {
  id: string
  head: TicketHead
  /** The head as it was written, with the comments and keys that people added. */
  document: Document
  /** The conversation as it was written. */
  body: string
  /** ms. Of the head, or of the file when somebody has edited it since. */
  updatedAt: number
  createdAt: number
}

/** What is known of a ticket without its conversation. */
export type TicketFacts = Omit<TicketFile, 'document' | 'body'>

/** One message of the conversation. */
export interface Section {
  from: 'customer' | 'agent' | 'system'
  /** Null: nobody is named. */
  name: string | null
  private: boolean
  /** ISO 8601; null: somebody wrote it by hand, and did not say. */
  at: string | null
  copies: string[]
  files: SectionFile[]
  text: string
}

export interface SectionFile {
  name: string
  /** Beside the tickets: `000017.files/1-photo.jpg`. */
  path: string
  contentType: string | null
  bytes: number | null
}
