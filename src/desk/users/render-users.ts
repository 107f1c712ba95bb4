import { type Role, roleSchema } from '../../../schemas/user.ts'
import type { User } from '../../access/users/users.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { settingsPage } from '../settings/render-settings.ts'
import { renderField } from '../sign-in/pages/render-field.ts'
import type { Visitor } from '../visit.ts'
import { decideUserState } from './decide-user-state.ts'

export interface UsersPage {
  /** A link that was made just now. */
  made?: { name: string; address: string; expiresAt: number }
  form?: { email: string; name: string; role: Role; faults: Partial<Record<'email' | 'name', string>> }
  /** What is in the way, in words. */
  problem?: string
  status?: number
}

const emptyForm: NonNullable<UsersPage['form']> = { email: '', name: '', role: 'agent', faults: {} }

/** The people of the desk: those that there are, and one to be invited. */
export const renderUsers = async (
  visit: Visitor,
  { users, config, clock }: Pick<DeskDependencies, 'users' | 'config' | 'clock'>,
  { made, form = emptyForm, problem, status = 200 }: UsersPage = {},
): Promise<DeskAnswer> => {
  const { users: texts } = visit.words
  const people = await users.list()
  const now = clock.now()
  return settingsPage(
    visit,
    'users',
    html`${problem === undefined ? null : html`<p class="notice bad" role="alert">${problem}</p>`}
${made === undefined ? null : renderLink(made, visit)}
<section class="card" aria-labelledby="people"><h2 id="people">${texts.title}</h2><p class="muted">${texts.mean}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="people"><table aria-labelledby="people">
<thead><tr><th scope="col">${texts.name}</th><th scope="col">${texts.role}</th><th scope="col">${texts.state}</th><th scope="col">${texts.seen}</th><th scope="col">${texts.actions}</th></tr></thead>
<tbody>${people.map((user) => renderUser(user, now, visit))}</tbody></table></div></section>
${renderForm(form, visit, config.desk.oidc?.name ?? null)}`,
    { status },
  )
}

const renderLink = (
  { name, address, expiresAt }: NonNullable<UsersPage['made']>,
  { words, write }: Visitor,
): Markup => {
  const { users: texts, common } = words
  return html`<section class="card" aria-labelledby="made" role="status"><h2 id="made">${texts.linkTitle(name)}</h2><p class="notice">${texts.linkOnce}</p>
<div class="row"><code id="link">${address}</code><button type="button" data-copy="link" data-copied="${common.copied}">${common.copy}</button></div>
<p class="muted small">${texts.linkUntil} ${write.time(expiresAt)}</p></section>`
}

const stateClass = { active: 'good', invited: 'busy', locked: 'warn', disabled: 'bad' } as const

const renderUser = (user: User, now: number, visit: Visitor): Markup => {
  const { words, write } = visit
  const { users: texts, common } = words
  const state = decideUserState(user, now)
  const isSelf = user.id === visit.user.id
  return html`<tr><th scope="row">${user.name}${isSelf ? html` <span class="tag">${texts.you}</span>` : null}<br><span class="muted small">${user.email}</span></th>
<td>${common.roles[user.role]}</td>
<td><span class="state ${stateClass[state]}">${texts.states[state]}</span>${user.hasIdentity ? html` <span class="tag">${texts.byProvider}</span>` : null}</td>
<td>${user.seenAt === null ? texts.never : write.time(user.seenAt, 'ago')}</td>
<td><details><summary aria-label="${texts.more(user.name)}">${texts.actions}</summary><div class="stack">${renderActions(user, visit)}</div></details></td></tr>`
}

const renderActions = (user: User, { words, csrf }: Visitor): Markup => {
  const { users: texts, common } = words
  const { name } = user
  const token = html`<input type="hidden" name="_csrf" value="${csrf}">`
  const action = (verb: string, text: string, label: string, style = ''): Markup =>
    html`<form method="post" action="/settings/users/${user.id}/${verb}">${token}<div><button class="${style}" aria-label="${label}">${text}</button></div></form>`
  const isDisabled = user.disabledAt !== null
  return html`<form class="inline" method="post" action="/settings/users/${user.id}/role">${token}<select name="role" aria-label="${texts.roleOf(name)}">${roleSchema.options.map(
    (role) =>
      html`<option value="${role}"${role === user.role ? html` selected` : null}>${common.roles[role]}</option>`,
  )}</select><button aria-label="${texts.setRoleOf(name)}">${texts.setRole}</button></form>
${isDisabled ? null : action('link', texts.link, texts.linkOf(name))}
${isDisabled ? null : action('sign-out', texts.signOut, texts.signOutOf(name))}
${isDisabled ? action('enable', texts.enable, texts.enableOf(name)) : action('disable', texts.disable, texts.disableOf(name), 'danger')}`
}

const renderForm = (
  { email, name, role, faults }: NonNullable<UsersPage['form']>,
  { words, csrf }: Visitor,
  provider: string | null,
): Markup => {
  const { users: texts, common } = words
  return html`<section class="card" aria-labelledby="invite"><h2 id="invite">${texts.invite}</h2><p class="muted">${texts.inviteMeans}${provider === null ? null : ` ${texts.inviteProvider(provider)}`}</p>
<form method="post" action="/settings/users"><input type="hidden" name="_csrf" value="${csrf}">
${renderField({ name: 'name', label: texts.name, type: 'text', autocomplete: 'off', value: name, fault: faults.name })}
${renderField({ name: 'email', label: texts.email, type: 'email', autocomplete: 'off', value: email, fault: faults.email })}
<fieldset><legend>${texts.role}</legend>${roleSchema.options.map(
    (each) =>
      html`<label class="check"><input type="radio" name="role" value="${each}"${each === role ? html` checked` : null}>${common.roles[each]} <span class="hint">${texts.roles[each]}</span></label>`,
  )}</fieldset>
<div><button class="primary">${texts.inviteSubmit}</button></div></form></section>`
}
