import type { StoreFailure } from './database.ts'

/** The store cannot be opened as asked. The message says why and what to do; starting again without that is of no use. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused'
  readonly code: StoreFailure['code'] | 'in-use' | 'newer-schema' | 'not-supported' | 'moved'

  constructor(code: DatabaseRefused['code'], message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
