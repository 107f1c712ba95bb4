import type { DeskRoute } from '../desk-route.ts'

const ticket = '/tickets/:helpdesk/:id'

/**
 * The inbox and a ticket's conversation. Words that are searched may be a name, so they are posted, and stand in an address sealed alone;
 * filters do, so that a list can be kept as a bookmark.
 */
export const ticketRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/tickets',
    needs: 'agent',
    load: () => import('./show-inbox.ts').then((module) => module.showInbox),
  },
  {
    method: 'POST',
    path: '/tickets',
    needs: 'agent',
    audit: false,
    load: () => import('./show-inbox.ts').then((module) => module.searchInbox),
  },
  {
    method: 'POST',
    path: '/tickets/rows',
    needs: 'agent',
    audit: false,
    load: () => import('./show-inbox.ts').then((module) => module.showMoreTickets),
  },
  {
    method: 'GET',
    path: '/tickets/filters',
    needs: 'agent',
    load: () => import('./show-inbox.ts').then((module) => module.showFilters),
  },
  {
    method: 'GET',
    path: '/tickets/live',
    needs: 'agent',
    load: () => import('./follow-inbox.ts').then((module) => module.followInbox),
  },
  {
    method: 'GET',
    path: '/tickets/feeds',
    needs: 'agent',
    load: () => import('./show-feeds.ts').then((module) => module.showFeeds),
  },
  {
    method: 'GET',
    path: ticket,
    needs: 'agent',
    load: () => import('./show-ticket.ts').then((module) => module.showTicket),
  },
  {
    method: 'GET',
    path: `${ticket}/thread`,
    needs: 'agent',
    load: () => import('./show-thread.ts').then((module) => module.showThread),
  },
  {
    method: 'GET',
    path: `${ticket}/earlier`,
    needs: 'agent',
    load: () => import('./show-thread.ts').then((module) => module.showEarlier),
  },
  {
    method: 'GET',
    path: `${ticket}/later`,
    needs: 'agent',
    load: () => import('./show-thread.ts').then((module) => module.showLater),
  },
  {
    method: 'GET',
    path: `${ticket}/why`,
    needs: 'agent',
    load: () => import('./show-why.ts').then((module) => module.showWhy),
  },
  {
    method: 'GET',
    path: `${ticket}/others`,
    needs: 'agent',
    load: () => import('./show-others.ts').then((module) => module.showOthers),
  },
  {
    method: 'GET',
    path: `${ticket}/changed`,
    needs: 'agent',
    load: () => import('./show-changed.ts').then((module) => module.showChanged),
  },
]
