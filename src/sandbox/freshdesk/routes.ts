import type { Route } from './call.ts'
import { changeEntryRoutes } from './conversations/change-entry.ts'
import { createNoteRoute } from './conversations/create-note.ts'
import { createReplyRoute } from './conversations/create-reply.ts'
import { listConversationsRoutes } from './conversations/list-conversations.ts'
import { listTicketFieldsRoute } from './list-ticket-fields.ts'
import { agentRoutes } from './people/agents.ts'
import { organisationRoutes } from './people/organisation.ts'
import { readContactRoutes } from './people/read-contacts.ts'
import { writeContactRoutes } from './people/write-contact.ts'
import { ratingRoutes } from './reports/satisfaction-ratings.ts'
import { timeEntriesRoute } from './reports/time-entries.ts'
import { searchRoutes } from './search/search.ts'
import { cannedResponseRoutes } from './solutions/canned-responses.ts'
import { solutionRoutes } from './solutions/solutions.ts'
import { bulkRoutes } from './tickets/bulk.ts'
import { createTicketRoute } from './tickets/create-ticket.ts'
import { deleteAttachmentRoute } from './tickets/delete-attachment.ts'
import { deleteTicketRoutes } from './tickets/delete-ticket.ts'
import { listTicketsRoute } from './tickets/list-tickets.ts'
import { mergeTicketsRoute } from './tickets/merge-tickets.ts'
import { updateTicketRoute } from './tickets/update-ticket.ts'
import { viewArchivedTicketRoute, viewTicketRoute } from './tickets/view-ticket.ts'

/** Every endpoint; a path with a name in it stands before the one with a parameter in its place. */
export const routes: readonly Route[] = [
  createTicketRoute,
  listTicketsRoute,
  mergeTicketsRoute,
  ...bulkRoutes,
  viewArchivedTicketRoute,
  viewTicketRoute,
  updateTicketRoute,
  ...deleteTicketRoutes,
  deleteAttachmentRoute,
  ...listConversationsRoutes,
  createNoteRoute,
  createReplyRoute,
  ...changeEntryRoutes,
  ...readContactRoutes,
  ...writeContactRoutes,
  ...agentRoutes,
  ...organisationRoutes,
  listTicketFieldsRoute,
  ...searchRoutes,
  ...solutionRoutes,
  ...cannedResponseRoutes,
  ...ratingRoutes,
  timeEntriesRoute,
]
