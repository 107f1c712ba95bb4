import type { DeskRoute } from '../desk-route.ts'

/**
 * The ledger. What is looked for may be a name or an e-mail, so it is posted, and stands in an address sealed alone; filters do, so that a list
 * can be kept as a bookmark.
 */
export const handoffRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/handoffs',
    needs: 'agent',
    load: () => import('./show-handoffs.ts').then((module) => module.showHandoffs),
  },
  {
    method: 'POST',
    path: '/handoffs',
    needs: 'agent',
    audit: false,
    load: () => import('./show-handoffs.ts').then((module) => module.searchHandoffs),
  },
  {
    method: 'POST',
    path: '/handoffs/rows',
    needs: 'agent',
    audit: false,
    load: () => import('./show-handoffs.ts').then((module) => module.showMoreHandoffs),
  },
  {
    method: 'GET',
    path: '/handoffs/:id',
    needs: 'agent',
    load: () => import('./show-handoff.ts').then((module) => module.showHandoff),
  },
]
