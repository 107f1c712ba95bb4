import type { User } from '../../../access/users/users.ts'
import { html } from '../../../ops/html.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { Visit } from '../../visit.ts'
import { renderField } from './render-field.ts'

export interface InvitationState {
  /** Null: who follows it becomes the first admin. */
  user: User | null
  email?: string
  name?: string
  faults?: Partial<Record<'email' | 'name' | 'password', string>>
  problem?: string
  status?: number
}

/** The page behind a link. */
export const renderInvitation = (visit: Visit, state: InvitationState): DeskAnswer => {
  const { words, csrf } = visit
  const { signIn: texts } = words
  const { user, email = '', name = '', faults = {}, status = 200 } = state
  const problem = csrf === '' ? texts.tooManySessions : state.problem
  return {
    kind: 'page',
    title: texts.invitation,
    place: null,
    status: csrf === '' ? 429 : status,
    body: html`<section class="card narrow"><div class="head"><h1>${texts.invitation}</h1></div>
${problem === undefined ? null : html`<p class="notice bad" role="alert">${problem}</p>`}
<p>${user === null ? texts.firstAdmin : texts.invitationFor(user.name)}</p>
<form method="post" action="/invitation/${visit.params['secret'] ?? ''}"><input type="hidden" name="_csrf" value="${csrf}">
${user === null ? renderField({ name: 'name', label: texts.name, type: 'text', autocomplete: 'name', value: name, hint: texts.nameHint, fault: faults.name, isFocused: true }) : null}
${renderField({ name: 'email', label: texts.email, type: 'email', autocomplete: 'username', value: user?.email ?? email, fault: faults.email, isReadOnly: user !== null })}
${renderField({ name: 'password', label: texts.newPassword, type: 'password', autocomplete: 'new-password', hint: texts.passwordHint, fault: faults.password, isFocused: user !== null })}
<button class="primary">${texts.setPassword}</button></form></section>`,
  }
}

/** The page behind a link that is not good any more. */
export const renderVoid = ({ words }: Visit): DeskAnswer => {
  const { signIn: texts } = words
  return {
    kind: 'page',
    title: texts.voidTitle,
    place: null,
    status: 404,
    body: html`<section class="card narrow"><div class="head"><h1>${texts.voidTitle}</h1></div><p>${texts.voided}</p><p class="muted">${texts.voidedFirst}</p><p><a href="/sign-in">${texts.title}</a></p></section>`,
  }
}
