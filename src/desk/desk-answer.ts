import type { Markup } from '../ops/html.ts'

/** Places of the navigation. */
export type Place = 'overview' | 'handoffs' | 'repair' | 'tickets' | 'classifier' | 'settings' | 'account'

/** What a handler answers; the shell makes HTTP of it. */
export type DeskAnswer =
  /** A whole page, with navigation. `scripts` and `styles`: names of assets beside the desk's own. */
  | {
      kind: 'page'
      title: string
      place: Place | null
      body: Markup
      status?: number
      scripts?: string[]
      styles?: string[]
    }
  /** A part that htmx puts into the page. `headers`: such as `HX-Trigger`. */
  | { kind: 'part'; body: Markup; status?: number; headers?: Record<string, string> }
  /** Elsewhere within the desk (303). `said`: code of `words.said`, shown there once. */
  | { kind: 'go'; to: string; said?: string }
  /** To another site (303): the provider that people sign in with, by its own address, never by one that came with a request. */
  | { kind: 'leave'; to: URL }
  /** Server-sent events; each message is a part. Ends when `messages` does, or nobody listens any more. */
  | { kind: 'stream'; messages: AsyncIterable<StreamMessage> }
  | { kind: 'file'; name: string; type: string; body: string | Uint8Array }
  /** `what`: words of what there is none of; absent: a page. */
  | { kind: 'not-found'; what?: string }

export interface StreamMessage {
  /** Absent: swapped into the element; else dispatched there as an event of this name. */
  event?: string
  data: Markup | string
}
