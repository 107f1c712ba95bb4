import { emptyAnswer, jsonAnswer } from '../../answer.ts'
import { numberParam, type Route } from '../call.ts'
import { createFieldReader } from '../field-reader.ts'
import { invalid, methodNotAllowed, notFound } from '../problems.ts'
import { convertToText, sanitiseHtml } from '../sanitise-html.ts'
import { storeAttachments } from '../tickets/attachments.ts'
import { convertToConversationJson } from './convert-to-conversation-json.ts'
import { readEntryBody } from './read-entry.ts'

const noteSource = 2

export const changeEntryRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: '/conversations/:id',
    permission: 'conversations:write',
    body: 'files',
    handle: (call) => {
      const entry = call.account.conversations.get(numberParam(call, 'id'))
      if (!entry) return notFound()
      // Only notes can be changed.
      if (entry.source !== noteSource) return methodNotAllowed(['DELETE'])
      const reader = createFieldReader(call.body)
      const body = sanitiseHtml(readEntryBody(reader))
      reader.ignore('attachments')
      const faults = reader.finish()
      if (faults.length > 0) return invalid(faults)
      Object.assign(entry, { body, bodyText: convertToText(body), updatedAt: call.now })
      entry.attachmentIds.push(...storeAttachments(call.body.files, entry.ticketId, call))
      return jsonAnswer(200, convertToConversationJson(entry, call))
    },
  },
  {
    method: 'DELETE',
    path: '/conversations/:id',
    permission: 'conversations:write',
    handle: (call) =>
      call.account.conversations.delete(numberParam(call, 'id')) ? emptyAnswer(204) : notFound(),
  },
]
