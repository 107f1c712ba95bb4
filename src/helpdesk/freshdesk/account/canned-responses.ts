import type {
  FreshdeskCannedFolder,
  FreshdeskCannedResponse,
} from '../../../../schemas/freshdesk/canned-response.ts'
import type { CannedResponse } from '../../account-desk.ts'
import { htmlToText } from '../../html-to-text.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { readPages } from '../read-pages.ts'

/** A call for each folder, once in an hour. */
const mostFolders = 100
const mostPages = 10

/**
 * All that the API key's agent may see, each under its folder's name. Costs one call for the folders and one or more for each
 * folder that is not empty. Freshdesk documents them as for administrators: `forbidden` otherwise.
 */
export const loadCannedResponses = async (
  { knowledge }: FreshdeskClient,
  options: CallOptions,
): Promise<Read<CannedResponse[]>> => {
  const folders = await knowledge.cannedFolders(options)
  if (folders.effect !== 'done') return { ok: false, failure: folders.failure }
  const all: CannedResponse[] = []
  for (const folder of folders.value.filter(hasResponses).slice(0, mostFolders)) {
    const read = await readPages((page) => knowledge.cannedResponses(folder.id, { page }, options), mostPages)
    // A folder that was taken away in the meantime has nothing in it.
    if (!read.ok && read.failure.kind === 'not-found') continue
    if (!read.ok) return read
    all.push(...read.value.map((response) => convertCannedResponse(response, folder.name)))
  }
  return { ok: true, value: all }
}

const hasResponses = (folder: FreshdeskCannedFolder): boolean => folder.responses_count !== 0

export const convertCannedResponse = (
  response: FreshdeskCannedResponse,
  folder: string | null,
): CannedResponse => {
  const html = response.content_html ?? response.content ?? ''
  return {
    id: String(response.id),
    title: response.title ?? '',
    folder,
    html,
    text: response.content_html == null ? (response.content ?? '') : htmlToText(html),
  }
}
