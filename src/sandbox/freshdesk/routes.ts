import type { Route } from './call.ts'
import { createNoteRoute } from './conversations/create-note.ts'
import { listConversationsRoute } from './conversations/list-conversations.ts'
import { listTicketFieldsRoute } from './list-ticket-fields.ts'
import { agentRoutes } from './people/agents.ts'
import { createTicketRoute } from './tickets/create-ticket.ts'
import { listTicketsRoute } from './tickets/list-tickets.ts'
import { viewTicketRoute } from './tickets/view-ticket.ts'

/** Every endpoint, each more specific path before the one with a parameter in its place. */
export const routes: readonly Route[] = [
  createTicketRoute,
  listTicketsRoute,
  viewTicketRoute,
  listConversationsRoute,
  createNoteRoute,
  listTicketFieldsRoute,
  ...agentRoutes,
]
