import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Answer, emptyAnswer } from '../answer.ts'
import type { Account } from './account.ts'

/** How long a signed address stays good. */
const validMs = 300_000

interface Dependencies {
  key: Buffer
  now: () => number
  base: string
}

/** Addresses of attachments that need no credentials and run out: not to be stored. */
export const createAttachmentSigner = ({ key, now, base }: Dependencies) => {
  const sign = (id: number, expires: number) =>
    createHmac('sha256', key).update(`${id} ${expires}`).digest('base64url')

  const isGenuine = (given: string, id: number, expires: number): boolean => {
    const one = Buffer.from(given)
    const other = Buffer.from(sign(id, expires))
    return one.length === other.length && timingSafeEqual(one, other) && expires * 1000 > now()
  }

  return {
    sign: (origin: string, id: number, name: string): string => {
      const expires = Math.floor((now() + validMs) / 1000)
      const query = new URLSearchParams({ Expires: String(expires), Signature: sign(id, expires) })
      return `${origin}${base}${id}/${encodeURIComponent(name)}?${query}`
    },
    serve: (url: URL, account: Account): Answer => {
      const id = Number(url.pathname.slice(base.length).split('/')[0])
      const expires = Number(url.searchParams.get('Expires'))
      if (!isGenuine(url.searchParams.get('Signature') ?? '', id, expires)) return emptyAnswer(403)
      const attachment = account.attachments.get(id)
      if (!attachment) return emptyAnswer(404)
      // Never shown in the browser's own context: the bytes are somebody else's.
      const headers = { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' }
      return { status: 200, headers, body: attachment.bytes }
    },
  }
}
