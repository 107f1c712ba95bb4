import { defaultCategories } from '../../classify/default-categories.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visit } from '../visit.ts'
import { type Filters, isNarrowed, writeFilters } from './read-filters.ts'
import type { PeopleOfAll } from './read-people.ts'

type Option = readonly [value: string, text: string]

const select = (name: string, label: string, chosen: string, options: readonly Option[]): Markup => {
  // What an address asks for stays chosen while its name is not known yet.
  const isListed = options.some(([value]) => value === chosen)
  const all = isListed ? options : [...options, [chosen, chosen.split(':').at(-1) ?? chosen] as const]
  return html`<label>${label}<select name="${name}">${all.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`,
  )}</select></label>`
}

const states = ['open', 'pending', 'other', 'solved', 'closed'] as const

/** The form above the list. It is loaded anew once the names of groups and agents are known. */
export const renderFilters = (
  filters: Filters,
  people: PeopleOfAll,
  visit: Visit,
  { config }: Pick<DeskDependencies, 'config'>,
): Markup => {
  const { common, tickets: texts } = visit.words
  const helpdesks = Object.keys(config.helpdesks)
  const chosen = filters.helpdesk === '' ? [...people.of.keys()] : [filters.helpdesk]
  const named = (helpdesk: string, name: string) => (chosen.length > 1 ? `${name} (${helpdesk})` : name)
  const listOf = (kind: 'groups' | 'agents'): Option[] =>
    chosen
      .flatMap((helpdesk) =>
        (people.of.get(helpdesk)?.[kind] ?? []).map(
          ({ id, name }): Option => [`${helpdesk}:${id}`, named(helpdesk, name)],
        ),
      )
      .sort(([, one], [, other]) => one.localeCompare(other, visit.language))
  const any: Option = ['', texts.any]
  const categories = Object.keys(config.categories ?? defaultCategories)
    .map((category): Option => [category, describeCategory(category, visit.language)])
    .sort(([, one], [, other]) => one.localeCompare(other, visit.language))
  const reload = people.isComplete
    ? null
    : html` hx-get="/tickets/filters${writeFilters(filters)}" hx-trigger="load" hx-swap="outerHTML"`
  return html`<form id="filters" class="filters card" method="post" action="/tickets" role="search" data-submit-on-change${reload}>
<input type="hidden" name="_csrf" value="${visit.csrf}">
<label class="wide">${texts.search}<input type="search" name="text" value="${filters.text}" maxlength="300" autocomplete="off"></label>
${
  helpdesks.length > 1
    ? select('helpdesk', texts.helpdesk, filters.helpdesk, [
        any,
        ...helpdesks.map((name): Option => [name, name]),
      ])
    : null
}
${select('status', texts.status, filters.status, [
  ['unsolved', texts.unsolved],
  ['any', texts.any],
  ...states.map((state): Option => [state, common.ticketStates[state]]),
])}
${select('group', texts.group, filters.group, [any, ...listOf('groups')])}
${select('agent', texts.agent, filters.agent, [any, ['me', texts.mine], ['none', texts.nobody], ...listOf('agents')])}
${select('category', texts.category, filters.category, [any, ...categories])}
<label class="check"><input type="checkbox" name="reply" value="yes"${filters.reply === 'yes' ? html` checked` : null}>${texts.needsReply}</label>
<div class="row"><button class="primary">${texts.show}</button>${isNarrowed(filters) ? html`<a class="button" href="/tickets">${texts.clear}</a>` : null}</div>
</form>`
}
