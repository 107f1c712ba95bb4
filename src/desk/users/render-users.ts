import * as z from 'zod'
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

const perPage = 50
const fromSchema = z.coerce.number().int().min(0).max(1_000_000).catch(0)

const emptyForm: NonNullable<UsersPage['form']> = { email: '', name: '', role: 'agent', faults: {} }

/** The people of the desk: those that there are, and one to be invited. */
export const renderUsers = async (
  visit: Visitor,
  { users, config, clock }: Pick<DeskDependencies, 'users' | 'config' | 'clock'>,
  { made, form = emptyForm, problem, status = 200 }: UsersPage = {},
): Promise<DeskAnswer> => {
  const { users: texts } = visit.words
  const { passwords, oidc } = config.desk
  const all = await users.list()
  const from = fromSchema.parse(visit.query['from'])
  const people = all.slice(from, from + perPage)
  const next = from + perPage
  const now = clock.now()
  return settingsPage(
    visit,
    'users',
    html`${problem === undefined ? null : html`<p class="notice bad" role="alert">${problem}</p>`}
${made === undefined ? null : renderLink(made, visit)}
<section class="card" aria-labelledby="people"><h2 id="people">${texts.title}</h2><p class="muted">${texts.mean}</p>
<ul class="people">${people.map((user) => renderUser(user, { now, visit, passwords }))}</ul>${next < all.length ? html`<p><a class="button" href="/settings/users?from=${next}">${visit.words.common.more}</a></p>` : null}</section>
${renderForm(form, visit, { passwords, provider: oidc?.name ?? null })}`,
    { status, styles: ['users.css'] },
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

const renderUser = (
  user: User,
  { now, visit, passwords }: { now: number; visit: Visitor; passwords: boolean },
): Markup => {
  const { words, write } = visit
  const { users: texts, common } = words
  const state = decideUserState(user, now)
  const isSelf = user.id === visit.user.id
  const label = (text: string): Markup => html`<span class="hidden-label">${text}: </span>`
  return html`<li><div><strong>${user.name}</strong>${isSelf ? html` <span class="tag">${texts.you}</span>` : null}<br><span class="muted small">${user.email}</span></div>
<div>${label(texts.role)}<span class="tag">${common.roles[user.role]}</span> ${label(texts.state)}<span class="state ${stateClass[state]}">${texts.states[state]}</span>${user.hasIdentity ? html` <span class="tag">${texts.byProvider}</span>` : null}</div>
<div class="muted small">${texts.seen}: ${isSelf ? texts.now : user.seenAt === null ? texts.never : write.time(user.seenAt, 'ago')}</div>
<details><summary aria-label="${texts.of(texts.actions, user.name)}">${texts.actions}</summary><div class="row">${renderActions(user, visit, passwords)}</div></details></li>`
}

const renderActions = (user: User, { words, csrf }: Visitor, passwords: boolean): Markup => {
  const { users: texts, common } = words
  const { name } = user
  const token = html`<input type="hidden" name="_csrf" value="${csrf}">`
  const action = (verb: string, text: string, style = ''): Markup =>
    html`<form method="post" action="/settings/users/${user.id}/${verb}">${token}<button class="${style}" aria-label="${texts.of(text, name)}">${text}</button></form>`
  const isDisabled = user.disabledAt !== null
  return html`<form class="inline" method="post" action="/settings/users/${user.id}/role">${token}<select name="role" aria-label="${texts.roleOf(name)}">${roleSchema.options.map(
    (role) =>
      html`<option value="${role}"${role === user.role ? html` selected` : null}>${common.roles[role]}</option>`,
  )}</select><button aria-label="${texts.of(texts.setRole, name)}">${texts.setRole}</button></form>
${isDisabled || !passwords ? null : action('link', texts.link)}
${isDisabled ? null : action('sign-out', texts.signOut)}
${isDisabled ? action('enable', texts.enable) : action('disable', texts.disable, 'danger')}`
}

const renderForm = (
  { email, name, role, faults }: NonNullable<UsersPage['form']>,
  { words, csrf }: Visitor,
  { passwords, provider }: { passwords: boolean; provider: string | null },
): Markup => {
  const { users: texts, common } = words
  return html`<section class="card invite" aria-labelledby="invite"><h2 id="invite">${texts.invite}</h2><p class="muted">${[...(passwords ? [texts.inviteMeans] : []), ...(provider === null ? [] : [texts.inviteProvider(provider)])].join(' ')}</p>
<form method="post" action="/settings/users"><input type="hidden" name="_csrf" value="${csrf}">
${renderField({ name: 'name', label: texts.name, type: 'text', autocomplete: 'off', value: name, fault: faults.name })}
${renderField({ name: 'email', label: texts.email, type: 'email', autocomplete: 'off', value: email, fault: faults.email })}
<fieldset><legend>${texts.role}</legend>${roleSchema.options.map(
    (each) =>
      html`<label class="check"><input type="radio" name="role" value="${each}"${each === role ? html` checked` : null}><span>${common.roles[each]} <span class="hint">${texts.roles[each]}</span></span></label>`,
  )}</fieldset>
<div><button class="primary">${passwords ? texts.inviteSubmit : texts.inviteAdd}</button></div></form></section>`
}
