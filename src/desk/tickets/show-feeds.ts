import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

/** How many tickets there are, and what stands in the way of reading them: beside the list, as it counts all of them. */
export const showFeeds = async (visit: Visitor, { inbox }: DeskDependencies): Promise<DeskAnswer> => {
  const { words, write } = visit
  const [counts, feeds] = await Promise.all([inbox.counts(), inbox.feeds()])
  const notices = feeds.flatMap(({ helpdesk, problem, caughtUpAt }) => {
    if (problem !== null)
      return html`<p class="notice warn">${words.tickets.feedProblem(helpdesk, problem)}</p>`
    return caughtUpAt === null ? html`<p class="notice">${words.tickets.filling(helpdesk)}</p>` : []
  })
  return {
    kind: 'part',
    body: html`<span>${words.tickets.counts(write.number(counts.all), write.number(counts.needsReply))}</span>${notices}`,
  }
}
