import type { CategoryConfig } from '../../schemas/configuration.ts'
import type { PastTicket } from './past-ticket.ts'
import { createCategoryRecogniser } from './targets/create-category-recogniser.ts'

/** Tickets with the category that they were filed under, where that can be told. Pure. */
export const labelTickets = (
  tickets: readonly PastTicket[],
  categories: Readonly<Record<string, CategoryConfig>>,
): PastTicket[] => {
  const recognise = createCategoryRecogniser(categories)
  return tickets.map((ticket) => {
    const category = recognise(ticket)
    const { category: _, ...labels } = ticket.labels
    return { ...ticket, labels: category === null ? labels : { ...labels, category } }
  })
}
