import type { DeskRoute } from '../desk-route.ts'

/** The first page, and what keeps it up to date. */
export const overviewRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/',
    needs: 'agent',
    load: () => import('./show-overview.ts').then((module) => module.showOverview),
  },
  {
    method: 'GET',
    path: '/overview/live',
    needs: 'agent',
    load: () => import('./show-overview.ts').then((module) => module.followOverview),
  },
]
