import { Agent } from 'undici'
import type { AttachmentsConfig } from '../../schemas/delivery-configuration.ts'
import type { AttachmentLink } from '../../schemas/handoff.ts'
import type { FileToAttach } from '../helpdesk/helpdesk.ts'
import type { Clock } from '../ops/clock.ts'
import { cleanText } from './clean-text.ts'
import type { FailedFile } from './compose-document.ts'
import { cutText } from './cut-text.ts'
import { type FetchedFile, fetchFile } from './fetch-file.ts'
import type { FileFault } from './file-fault.ts'
import { chooseFileName, nameInLink, separateNames } from './file-name.ts'
import { createPublicLookup } from './public-lookup.ts'

export interface Attachments {
  files: FileToAttach[]
  failed: FailedFile[]
}

/** Fetches the files that hand-offs link to. */
export interface AttachmentFetcher {
  /** Never throws: what cannot be had is in `failed` with its reason. The signal ends it early. */
  fetch(links: AttachmentLink[], signal: AbortSignal): Promise<Attachments>
  close(): Promise<void>
}

/** The files by name alone, none fetched. */
export const withoutFetching = (links: AttachmentLink[], fault: FileFault): Attachments => ({
  files: [],
  failed: links.map((link) => failedFile(link, fault)),
})

const failedFile = (link: AttachmentLink, fault: FileFault): FailedFile => ({
  name: chooseFileName([link.name, nameInLink(link.url)], ''),
  url: cutText(cleanText(link.url), 500),
  fault,
})

const connectTimeoutMs = 5_000

export const createAttachmentFetcher = ({
  config,
  clock,
}: {
  config: AttachmentsConfig
  clock: Clock
}): AttachmentFetcher => {
  const agent = new Agent({
    connect: {
      timeout: connectTimeoutMs,
      ...(config.allowPrivateAddresses ? {} : { lookup: createPublicLookup() }),
    },
    headersTimeout: config.timeout,
    bodyTimeout: config.timeout,
    maxHeaderSize: 16_384,
  })

  const fetch = async (links: AttachmentLink[], signal: AbortSignal): Promise<Attachments> => {
    if (links.length === 0) return { files: [], failed: [] }
    if (!config.fetch) return withoutFetching(links, 'not-fetched')
    const timer = new AbortController()
    const cancel = clock.after(config.timeout, () => timer.abort())
    let left = config.maxBytes
    const takeBytes = (count: number): boolean => {
      if (count > left) return false
      left -= count
      return true
    }
    const options = {
      dispatcher: agent,
      accepted: config.types,
      allowPrivateAddresses: config.allowPrivateAddresses,
      takeBytes,
      signal: AbortSignal.any([signal, timer.signal]),
    }
    try {
      const wanted = links.slice(0, config.maxFiles)
      const results = await Promise.all(wanted.map((link) => fetchFile(link, options)))
      const failures = results.map((result, at) => failureOf(result, wanted[at]))
      return {
        files: separateNames(results.flatMap((result) => ('file' in result ? [result.file] : []))),
        failed: [
          ...failures.flat(),
          ...links.slice(config.maxFiles).map((link) => failedFile(link, 'too-many-files')),
        ],
      }
    } finally {
      cancel()
    }
  }

  return { fetch, close: () => agent.destroy() }
}

const failureOf = (result: FetchedFile, link: AttachmentLink | undefined): FailedFile[] =>
  'fault' in result && link !== undefined ? [failedFile(link, result.fault)] : []
