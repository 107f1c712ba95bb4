import { type Scope, scopeSchema } from '../../../schemas/access.ts'
import type { ApiKey } from '../../access/access.ts'
import { decideKeyState } from '../../access/decide-key-state.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { settingsPage } from './render-settings.ts'

export interface KeyForm {
  name: string
  scopes: readonly string[]
  days: string
  /** What is wrong with it, in words. */
  faults: Partial<Record<'name' | 'scopes' | 'days', string>>
}

const emptyForm: KeyForm = { name: '', scopes: [], days: '', faults: {} }

/** API keys: those that there are, and one to be made. */
export const showKeys = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  renderKeysPage(visit, desk, { form: emptyForm, secret: null, status: 200 })

/** The page with a form as it was sent, or with the key that was made. */
export const renderKeysPage = async (
  visit: Visitor,
  { access, clock }: DeskDependencies,
  { form, secret, status }: { form: KeyForm; secret: string | null; status: number },
): Promise<DeskAnswer> => {
  const { settings: texts } = visit.words
  const keys = await access.keys.list()
  const now = clock.now()
  return settingsPage(
    visit,
    'keys',
    html`${secret === null ? null : renderSecret(secret, visit)}
<section class="card" aria-labelledby="keys"><h2 id="keys">${texts.keys}</h2><p class="muted">${texts.keysMean}</p>
${
  keys.length === 0
    ? html`<p class="empty">${texts.noKeys}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.keys}: ${visit.words.common.table}"><table>
<thead><tr><th scope="col">${texts.keyName}</th><th scope="col">${texts.keyScopes}</th><th scope="col">${texts.state}</th><th scope="col">${texts.lastUsed}</th><th scope="col">${texts.ends}</th><td></td></tr></thead>
<tbody>${keys.map((key) => renderKey(key, now, visit))}</tbody></table></div>`
}</section>
${renderForm(form, visit)}`,
    { status },
  )
}

const renderSecret = (secret: string, { words }: Visitor): Markup => {
  const { settings: texts, common } = words
  return html`<section class="card" aria-labelledby="made" role="status"><h2 id="made">${texts.keyCreated}</h2><p class="notice">${texts.keyOnce}</p><div class="row"><code id="secret">${secret}</code><button type="button" data-copy="secret" data-copied="${common.copied}">${common.copy}</button></div></section>`
}

const stateClass = { active: 'good', expired: 'warn', revoked: 'bad' } as const

const renderKey = (key: ApiKey, now: number, { words, write, csrf }: Visitor): Markup => {
  const { settings: texts } = words
  const state = decideKeyState(key, now)
  return html`<tr><th scope="row">${key.name}<br><code class="muted small">${key.id}…</code></th>
<td>${key.scopes.map((scope) => html`<span class="tag">${texts.scopes[scope]}</span> `)}</td>
<td><span class="state ${stateClass[state]}">${texts.keyStates[state]}</span></td>
<td>${key.lastUsedAt === null ? texts.never : write.time(key.lastUsedAt, 'ago')}</td>
<td>${key.expiresAt === null ? texts.never : write.time(key.expiresAt, 'day')}</td>
<td>${
    state === 'revoked'
      ? null
      : html`<form method="post" action="/settings/keys/${key.id}/revoke"><input type="hidden" name="_csrf" value="${csrf}"><button class="danger" aria-label="${texts.keyRevokeThis(key.name)}">${texts.keyRevoke}</button></form>`
  }</td></tr>`
}

const renderFault = (id: string, fault: string | undefined): Markup | null =>
  fault === undefined ? null : html`<span class="fault" id="${id}">${fault}</span>`

const invalid = (id: string, fault: string | undefined): Markup | null =>
  fault === undefined ? null : html` aria-invalid="true" aria-describedby="${id}"`

const renderForm = ({ name, scopes, days, faults }: KeyForm, { words, csrf }: Visitor): Markup => {
  const { settings: texts } = words
  return html`<section class="card" aria-labelledby="make"><h2 id="make">${texts.keyCreate}</h2>
<form method="post" action="/settings/keys"><input type="hidden" name="_csrf" value="${csrf}">
<label>${texts.keyName} <span class="hint">${texts.keyNameHint}</span><input name="name" required maxlength="60" value="${name}" autocomplete="off"${invalid('fault-name', faults.name)}></label>${renderFault('fault-name', faults.name)}
<fieldset${invalid('fault-scopes', faults.scopes)}><legend>${texts.keyScopes}</legend>${scopeSchema.options.map(
    (scope: Scope) =>
      html`<label class="check"><input type="checkbox" name="scopes" value="${scope}"${scopes.includes(scope) ? html` checked` : null}>${texts.scopes[scope]} <code class="muted small">${scope}</code></label>`,
  )}</fieldset>${renderFault('fault-scopes', faults.scopes)}
<label>${texts.keyDays} <span class="hint">${texts.keyDaysHint}</span><input name="days" inputmode="numeric" maxlength="4" value="${days}"${invalid('fault-days', faults.days)}></label>${renderFault('fault-days', faults.days)}
<div><button class="primary">${texts.keyCreate}</button></div></form></section>`
}
