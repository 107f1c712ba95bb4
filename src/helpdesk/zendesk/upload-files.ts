import type { CallOptions, Failure, FileToAttach } from '../helpdesk.ts'
import type { ZendeskClient } from './zendesk-client.ts'

export interface Uploaded {
  tokens: string[]
  /** Files that the account does not take, whatever is tried again. */
  refused: FileToAttach[]
}

/**
 * Sends files ahead of the comment that will name them. Nothing is seen of them before that, so these calls are no effect, and may
 * be repeated. `known` keeps what was sent already; a token is good for an hour.
 */
export const uploadFiles = async (
  client: ZendeskClient,
  files: FileToAttach[],
  known: Map<FileToAttach, string>,
  options: CallOptions,
): Promise<{ ok: true; value: Uploaded } | { ok: false; failure: Failure }> => {
  const uploaded: Uploaded = { tokens: [], refused: [] }
  for (const file of files) {
    const token = known.get(file)
    if (token !== undefined) {
      uploaded.tokens.push(token)
      continue
    }
    const result = await client.account.upload(file, withoutMark(options))
    if (result.effect === 'done') {
      known.set(file, result.value.upload.token)
      uploaded.tokens.push(result.value.upload.token)
    } else if (isRefusal(result.failure)) uploaded.refused.push(file)
    else return { ok: false, failure: result.failure }
  }
  return { ok: true, value: uploaded }
}

/** Calls before the write that counts: an abort after them leaves nothing unknown. */
export const withoutMark = ({ onSend: _, ...options }: CallOptions): CallOptions => options

const isRefusal = ({ kind }: Failure): boolean =>
  kind === 'invalid' || kind === 'too-large' || kind === 'forbidden' || kind === 'not-found'
