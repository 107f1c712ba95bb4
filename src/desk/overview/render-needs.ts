import { isAtLeast } from '../../../schemas/user.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visitor } from '../visit.ts'
import type { OverviewFigures } from './overview-figures.ts'

interface Need {
  text: string
  to: string | null
  isBad: boolean
}

/** What waits for a person, most pressing first. */
const findNeeds = (figures: OverviewFigures, visit: Visitor, now: number, alertAfterMs: number): Need[] => {
  const { needs: texts } = visit.words.overview
  const { number, duration } = visit.write
  const { stats, helpdesks, failedReplies, paused } = figures
  const needs: Need[] = []
  const shut = helpdesks.filter(({ availability }) => availability.state === 'shut').map(({ name }) => name)
  if (shut.length > 0) needs.push({ text: texts.helpdesks(shut.join(', ')), to: '#desks', isBad: true })
  const toPauses = isAtLeast(visit.user.role, 'admin') ? '/settings' : null
  if (paused !== null && paused.sources.length > 0)
    needs.push({ text: texts.paused(paused.sources.join(', ')), to: toPauses, isBad: false })
  if (paused?.llm === true) needs.push({ text: texts.llmPaused, to: toPauses, isBad: false })
  const age = stats?.oldestOpenReceivedAt == null ? 0 : now - stats.oldestOpenReceivedAt
  if (age > alertAfterMs)
    needs.push({
      text: texts.overdue(duration(age), duration(alertAfterMs)),
      to: '/handoffs?state=open',
      isBad: true,
    })
  const toRepair = isAtLeast(visit.user.role, 'supervisor')
  const count = (counted: number, text: (count: string) => string, to: string) => {
    if (counted > 0) needs.push({ text: text(number(counted)), to, isBad: false })
  }
  if (stats !== null) {
    count(stats.perState.parked, texts.parked, toRepair ? '/repair' : '/handoffs?state=parked')
    count(stats.perState.refused, texts.refused, '/handoffs?state=refused')
  }
  if (failedReplies !== null) {
    const { count: failed, isMore } = failedReplies
    if (failed > 0)
      needs.push({ text: texts.failedReplies(number(failed), isMore), to: '/tickets', isBad: true })
  }
  if (stats !== null) {
    count(stats.flagged['possible-duplicate'], texts.duplicates, '/handoffs?flag=possible-duplicate')
    count(stats.flagged['unmapped-fields'], texts.unmapped, '/handoffs?flag=unmapped-fields')
    if (stats.escalatingAt.length > 0)
      needs.push({ text: texts.escalations(stats.escalatingAt.join(', ')), to: null, isBad: false })
  }
  return needs
}

/** `now`: by the service's clock; `alertAfterMs`: age from which an open one is overdue. */
export const renderNeeds = (
  figures: OverviewFigures,
  visit: Visitor,
  { now, alertAfterMs }: { now: number; alertAfterMs: number },
): Markup => {
  const { common, overview } = visit.words
  const away = figures.isStoreAway ? html`<p class="notice bad">${overview.storeAway}</p>` : null
  if (figures.stats === null) return away ?? html`<p class="muted">${common.loading}</p>`
  const needs = findNeeds(figures, visit, now, alertAfterMs)
  if (needs.length === 0) return html`${away}<p class="muted">${overview.needs.nothing}</p>`
  return html`${away}<ul class="needs">${needs.map(
    ({ text, to, isBad }) =>
      html`<li class="notice ${isBad ? 'bad' : 'warn'}">${to === null ? text : html`<a href="${to}">${text}</a>`}</li>`,
  )}</ul>`
}
