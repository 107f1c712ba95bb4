import type { Configuration } from '../../../schemas/configuration.ts'
import { handoffStateSchema } from '../../../schemas/handoff.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { type Filters, isNarrowed, undecided } from './read-filters.ts'

type Choice = readonly [value: string, label: string]

const renderSelect = (name: string, label: string, chosen: string, choices: readonly Choice[]): Markup =>
  html`<label>${label}<select name="${name}">${choices.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`,
  )}</select></label>`

/** What is configured, and what was chosen though it is configured no more. */
const named = (names: string[], chosen: string): Choice[] =>
  [...new Set([...names, ...(chosen === '' ? [] : [chosen])])].sort().map((name) => [name, name])

/** Those that are used now and then are folded away until one of them is. */
const isFolded = ({ source, helpdesk, flag, from, to }: Filters): boolean =>
  [source, helpdesk, flag, from, to].every((value) => value === '')

/** The form above the list. */
export const renderFilters = (visit: Visit, config: Configuration, filters: Filters): Markup => {
  const { handoffs: texts, common } = visit.words
  const any: Choice = ['', texts.any]
  const { categories = defaultCategories } = config
  const states = handoffStateSchema.options.map((state): Choice => [state, common.states[state]])
  return html`<form class="filters card" method="post" action="/handoffs" role="search">
<input type="hidden" name="_csrf" value="${visit.csrf}">
<label class="wide">${texts.search}<input type="search" name="text" value="${filters.text}" maxlength="200" autocomplete="off" aria-describedby="search-hint"></label>
${renderSelect('state', texts.state, filters.state, [any, ['open', texts.openOnes], ...states])}
${renderSelect('category', texts.category, filters.category, [
  any,
  ...Object.keys(categories).map((name): Choice => [name, describeCategory(name, visit.language)]),
  [undecided, texts.undecided],
])}
<details class="wide"${isFolded(filters) ? null : html` open`}><summary>${texts.moreFilters}</summary><div class="filters">
${renderSelect('source', texts.source, filters.source, [any, ...named(Object.keys(config.sources), filters.source)])}
${renderSelect('helpdesk', texts.helpdesk, filters.helpdesk, [any, ...named(Object.keys(config.helpdesks), filters.helpdesk)])}
${renderSelect('flag', texts.flag, filters.flag, [any, ...Object.entries(texts.flags)])}
<label>${texts.from}<input type="date" name="from" value="${filters.from}"></label>
<label>${texts.to}<input type="date" name="to" value="${filters.to}"></label>
</div></details>
<input type="hidden" name="zone" value="${filters.zone}" data-zone>
<div class="row"><button class="primary">${texts.show}</button>${isNarrowed(filters) ? html`<a class="button" href="/handoffs">${texts.clear}</a>` : null}</div>
<p class="hint small" id="search-hint">${texts.searchHint}</p>
<noscript><p class="hint small">${texts.utcDays}</p></noscript>
</form>`
}
