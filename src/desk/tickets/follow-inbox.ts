import { sleep } from '../../ops/clock.ts'
import { html } from '../../ops/html.ts'
import type { DeskAnswer, StreamMessage } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { readFilters } from './read-filters.ts'
import { readPeople } from './read-people.ts'
import { renderRows } from './render-rows.ts'
import { readTickets } from './show-inbox.ts'

/** Changes come in crowds; whoever looks at the list is shown them together. */
const gatherMs = 1_000

/** The first rows again whenever the list has changed; one listener each, and no look at the store in between. */
async function* follow(
  visit: Visitor,
  desk: DeskDependencies,
  isWanted: boolean,
): AsyncGenerator<StreamMessage> {
  const { inbox, clock } = desk
  const { signal, words } = visit
  const filters = { ...readFilters(visit.query), text: '', cursor: '' }
  let isChanged = isWanted
  let wake = () => {}
  const rouse = () => wake()
  const forget = inbox.onChange(() => {
    isChanged = true
    wake()
  })
  signal.addEventListener('abort', rouse, { once: true })
  let shown: string | null = null
  try {
    while (!signal.aborted) {
      if (!isChanged)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      if (signal.aborted) return
      if (shown !== null || !isWanted) await sleep(clock, gatherMs, signal)
      isChanged = false
      const people = await readPeople(desk, visit, 10_000)
      const page = await readTickets(filters, people, visit, desk)
      const rows = renderRows(page.tickets, people, visit)
      if (rows.markup === shown) continue
      const isFirst = shown === null && isWanted
      shown = rows.markup
      yield {
        data: html`<hx-partial hx-target="#rows" hx-swap="innerMorph">${rows}</hx-partial>${
          isFirst
            ? null
            : html`<hx-partial hx-target="#live" hx-swap="innerHTML">${words.tickets.changedNow}</hx-partial>`
        }`,
      }
    }
  } finally {
    forget()
    signal.removeEventListener('abort', rouse)
  }
}

/** New and changed tickets while somebody looks. `again=yes`: the rows as they are now, too, with the names that were missing. */
export const followInbox = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => ({
  kind: 'stream',
  messages: follow(visit, desk, visit.query['again'] === 'yes'),
})
