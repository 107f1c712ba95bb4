import { isIP } from 'node:net'
import type { Dispatcher } from 'undici'
import type { AttachmentLink } from '../../schemas/handoff.ts'
import type { FileToAttach } from '../helpdesk/helpdesk.ts'
import { contentTypeOf, isAcceptedType } from './content-type.ts'
import type { FileFault } from './file-fault.ts'
import { chooseFileName, nameInLink, parseDispositionName } from './file-name.ts'
import { isPublicAddress } from './is-public-address.ts'
import { addressNotAllowed } from './public-lookup.ts'

export interface FetchFileOptions {
  /** Must resolve names by `createPublicLookup`, unless private addresses are allowed. */
  dispatcher: Dispatcher
  accepted: string[]
  allowPrivateAddresses: boolean
  /** Takes bytes from what all files of the hand-off may have together; false when there is not enough. */
  takeBytes: (count: number) => boolean
  signal: AbortSignal
}

export type FetchedFile = { file: FileToAttach } | { fault: FileFault }

const maxRedirects = 3
const redirects = new Set([301, 302, 303, 307, 308])

/** A link that may be followed, or why not. Names are checked when they are resolved; literal addresses here. */
const checkLink = (link: string, allowPrivate: boolean): { url: URL } | { fault: FileFault } => {
  if (!URL.canParse(link)) return { fault: 'bad-link' }
  const url = new URL(link)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { fault: 'bad-link' }
  if (url.username !== '' || url.password !== '') return { fault: 'bad-link' }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return { fault: 'address-not-allowed' }
  return { url }
}

const header = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

const faultOf = (error: unknown, signal: AbortSignal): FileFault => {
  if (signal.aborted) return 'timeout'
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === addressNotAllowed ? 'address-not-allowed' : 'unreachable'
}

const receive = async (
  answer: Dispatcher.ResponseData,
  link: AttachmentLink,
  finalUrl: URL,
  options: FetchFileOptions,
): Promise<FetchedFile> => {
  const disposition = parseDispositionName(header(answer.headers['content-disposition']))
  const names = [link.name, disposition, nameInLink(finalUrl.href), nameInLink(link.url)]
  const hint = names.find((name) => name !== null && name !== '') ?? ''
  const contentType = contentTypeOf(header(answer.headers['content-type']), hint)
  const encoding = header(answer.headers['content-encoding']) ?? 'identity'
  // Asked for identity; what comes compressed all the same is not unpacked, as it might be a bomb.
  if (encoding !== 'identity' || !isAcceptedType(contentType, options.accepted)) {
    return { fault: 'type-not-allowed' }
  }
  const chunks: Buffer[] = []
  let taken = 0
  for await (const chunk of answer.body) {
    const bytes = Buffer.from(chunk)
    if (!options.takeBytes(bytes.length)) {
      options.takeBytes(-taken)
      return { fault: 'too-large' }
    }
    taken += bytes.length
    chunks.push(bytes)
  }
  return { file: { name: chooseFileName(names, contentType), contentType, bytes: Buffer.concat(chunks) } }
}

/**
 * Fetches one file that a bot linked to. Never throws. Follows at most three redirects, each checked like the first link;
 * sends no credentials; stops reading as soon as the room is used up.
 */
export const fetchFile = async (link: AttachmentLink, options: FetchFileOptions): Promise<FetchedFile> => {
  let next = link.url
  try {
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const checked = checkLink(next, options.allowPrivateAddresses)
      if ('fault' in checked) return checked
      const { url } = checked
      const answer = await options.dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'relevo' },
        signal: options.signal,
      })
      const location = header(answer.headers['location'])
      if (redirects.has(answer.statusCode) && location !== undefined) {
        answer.body.on('error', () => {}).destroy()
        if (!URL.canParse(location, url.href)) return { fault: 'bad-link' }
        next = new URL(location, url).href
        continue
      }
      if (answer.statusCode !== 200) {
        answer.body.on('error', () => {}).destroy()
        return { fault: 'http-error' }
      }
      const received = await receive(answer, link, url, options)
      if ('fault' in received) answer.body.on('error', () => {}).destroy()
      return received
    }
    return { fault: 'too-many-redirects' }
  } catch (error) {
    return { fault: faultOf(error, options.signal) }
  }
}
