import type { Route } from './call.ts'
import { jobRoutes } from './jobs/jobs.ts'
import { mergeTicketsRoute } from './jobs/merge-tickets.ts'
import { updateManyRoute } from './jobs/update-many.ts'
import { macroRoutes } from './people/macros.ts'
import { organisationRoutes } from './people/organisation.ts'
import { organizationRoutes } from './people/organizations.ts'
import { ratingRoutes } from './people/satisfaction-ratings.ts'
import { userRoutes } from './people/users.ts'
import { searchRoutes } from './search/search.ts'
import { auditRoutes } from './tickets/audits.ts'
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
  updateManyRoute,
  mergeTicketsRoute,
  ...updateTicketRoutes,
  ...commentRoutes,
  ...auditRoutes,
  ...userRoutes,
  ...organisationRoutes,
  ...organizationRoutes,
  ...macroRoutes,
  ...ratingRoutes,
  ...jobRoutes,
  ...searchRoutes,
  ...incrementalRoutes,
  ...uploadRoutes,
]
