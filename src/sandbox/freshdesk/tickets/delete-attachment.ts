import { emptyAnswer } from '../../answer.ts'
import { numberParam, type Route } from '../call.ts'
import { notFound } from '../problems.ts'

export const deleteAttachmentRoute: Route = {
  method: 'DELETE',
  path: '/attachments/:id',
  permission: 'tickets:edit',
  handle: (call) => {
    const { account } = call
    const id = numberParam(call, 'id')
    const attachment = account.attachments.get(id)
    if (!attachment) return notFound()
    account.attachments.delete(id)
    const holders = [account.tickets.get(attachment.ticketId), ...account.conversations.values()]
    for (const holder of holders) {
      if (holder) holder.attachmentIds = holder.attachmentIds.filter((other) => other !== id)
    }
    return emptyAnswer(204)
  },
}
