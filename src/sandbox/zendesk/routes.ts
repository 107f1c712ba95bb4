import type { Route } from './call.ts'
import { macroRoutes } from './people/macros.ts'
import { organisationRoutes } from './people/organisation.ts'
import { organizationRoutes } from './people/organizations.ts'
import { userRoutes } from './people/users.ts'
import { searchRoutes } from './search/search.ts'
import { commentRoutes } from './tickets/comments.ts'
import { createTicketRoute } from './tickets/create-ticket.ts'
import { incrementalRoutes } from './tickets/incremental.ts'
import { readTicketRoutes } from './tickets/read-tickets.ts'
import { updateTicketRoutes } from './tickets/update-ticket.ts'
import { uploadRoutes } from './tickets/uploads.ts'

/** Every endpoint; a path with a name in it stands before the one with a parameter in its place. */
export const routes: readonly Route[] = [
  createTicketRoute,
  ...readTicketRoutes,
  ...updateTicketRoutes,
  ...commentRoutes,
  ...userRoutes,
  ...organisationRoutes,
  ...organizationRoutes,
  ...macroRoutes,
  ...searchRoutes,
  ...incrementalRoutes,
  ...uploadRoutes,
]
