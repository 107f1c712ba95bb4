import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredCannedFolder, StoredCannedResponse } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageAnswer } from '../paging.ts'
import { notFound } from '../problems.ts'

const convertToResponseJson = (response: StoredCannedResponse) => ({
  id: response.id,
  title: response.title,
  folder_id: response.folderId,
  content: response.content,
  content_html: response.content,
  visibility: response.visibility,
  group_ids: [],
  attachments: [],
  created_at: formatTime(response.createdAt),
  updated_at: formatTime(response.createdAt),
})

const responsesOf = (folderId: number, call: Call): StoredCannedResponse[] =>
  [...call.account.cannedResponses.values()].filter((response) => response.folderId === folderId)

const convertToFolderJson = ({ id, name, createdAt }: StoredCannedFolder, call: Call) => ({
  id,
  name,
  personal: false,
  responses_count: responsesOf(id, call).length,
  created_at: formatTime(createdAt),
  updated_at: formatTime(createdAt),
})

const viewFolder = (call: Call): Answer => {
  const folder = call.account.cannedFolders.get(numberParam(call, 'id'))
  if (!folder) return notFound()
  const responses = responsesOf(folder.id, call).map(({ id, title }) => ({ id, title }))
  return jsonAnswer(200, { ...convertToFolderJson(folder, call), canned_responses: responses })
}

const permission = 'canned-responses:view'

export const cannedResponseRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/canned_response_folders',
    permission,
    handle: (call) =>
      jsonAnswer(
        200,
        [...call.account.cannedFolders.values()].map((folder) => convertToFolderJson(folder, call)),
      ),
  },
  { method: 'GET', path: '/canned_response_folders/:id', permission, handle: viewFolder },
  {
    method: 'GET',
    path: '/canned_response_folders/:id/responses',
    permission,
    query: ['page', 'per_page'],
    handle: (call) => {
      const id = numberParam(call, 'id')
      if (!call.account.cannedFolders.has(id)) return notFound()
      return pageAnswer(call, responsesOf(id, call), convertToResponseJson)
    },
  },
  {
    method: 'GET',
    path: '/canned_responses/:id',
    permission,
    handle: (call) => {
      const response = call.account.cannedResponses.get(numberParam(call, 'id'))
      return response ? jsonAnswer(200, convertToResponseJson(response)) : notFound()
    },
  },
]
