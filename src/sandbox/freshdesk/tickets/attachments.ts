import type { StoredAttachment } from '../account.ts'
import type { Call } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { type Fault, faultOf } from '../problems.ts'
import type { UploadedFile } from '../read-body.ts'

export const convertToAttachmentJson = (id: number, call: Call): Record<string, unknown> | null => {
  const attachment = call.account.attachments.get(id)
  return attachment
    ? {
        id,
        content_type: attachment.contentType,
        size: attachment.bytes.byteLength,
        name: attachment.name,
        attachment_url: call.signAttachment(id, attachment.name),
        created_at: formatTime(attachment.createdAt),
        updated_at: formatTime(attachment.createdAt),
      }
    : null
}

/** The limit is on everything that hangs on the ticket, conversations included. Ticket 0 is one not yet made. */
export const checkAttachments = (files: readonly UploadedFile[], ticketId: number, call: Call): Fault[] => {
  if (files.length === 0) return []
  let total = 0
  for (const file of files) total += file.bytes.byteLength
  for (const stored of call.account.attachments.values()) {
    if (stored.ticketId === ticketId) total += stored.bytes.byteLength
  }
  const megabytes = Math.round(call.behaviour.maxAttachmentBytes / 2 ** 20)
  return total <= call.behaviour.maxAttachmentBytes
    ? []
    : [faultOf.value('attachments', `The total size of the attachments should not exceed ${megabytes} MB`)]
}

/** Answers the ids of the files stored. */
export const storeAttachments = (files: readonly UploadedFile[], ticketId: number, call: Call): number[] =>
  files.map((file) => {
    const stored: StoredAttachment = {
      id: call.account.nextId(),
      ticketId,
      ...file,
      createdAt: call.now,
    }
    call.account.attachments.set(stored.id, stored)
    return stored.id
  })
