import { html, type Markup } from '../../../ops/html.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { Visit } from '../../visit.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { renderField } from './render-field.ts'

export interface SignInState {
  email?: string
  /** Where to go afterwards. */
  back?: string
  /** What is in the way, in words. */
  problem?: string
  /** Where the desk is, when this is another address. */
  elsewhere?: string | null
  status?: number
}

/** The page that lets people in. */
export const renderSignIn = (
  visit: Visit,
  { config }: Pick<SignInContext, 'config'>,
  state: SignInState = {},
): DeskAnswer => {
  const { words, csrf } = visit
  const { signIn: texts } = words
  const { passwords, oidc } = config.desk
  const { email = '', back = '/', problem, elsewhere = null, status = 200 } = state
  // Without a session no form could be sent.
  const shown = csrf === '' ? texts.tooManySessions : problem
  return {
    kind: 'page',
    title: texts.title,
    place: null,
    status: csrf === '' ? 429 : status,
    body: html`<section class="card narrow"><div class="head"><h1>${texts.title}</h1></div>
${shown === undefined ? null : html`<p class="notice bad" role="alert">${shown}</p>`}
${elsewhere === null ? null : html`<p class="notice warn">${texts.elsewhere(elsewhere)} <a href="${elsewhere}/sign-in">${texts.title}</a></p>`}
${oidc === undefined ? null : renderProvider(oidc.name, back, visit)}
${oidc !== undefined && passwords ? html`<p class="muted">${texts.or}</p>` : null}
${passwords ? renderForm(visit, email, back) : null}</section>`,
  }
}

const renderProvider = (name: string, back: string, { words }: Visit): Markup => {
  const query = back === '/' ? '' : `?back=${encodeURIComponent(back)}`
  return html`<a class="button" href="/sign-in/oidc${query}">${words.signIn.byProvider(name)}</a>`
}

const renderForm = ({ words, csrf }: Visit, email: string, back: string): Markup => {
  const { signIn: texts } = words
  return html`<form method="post" action="/sign-in"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="back" value="${back}">
${renderField({ name: 'email', label: texts.email, type: 'email', autocomplete: 'username', value: email, isFocused: email === '' })}
${renderField({ name: 'password', label: texts.password, type: 'password', autocomplete: 'current-password', isFocused: email !== '' })}
<button class="primary">${texts.submit}</button></form>
<p class="muted small">${texts.lost}</p>`
}

/** The page while nobody has an account. */
export const renderNobody = (
  { words, csrf }: Visit,
  { config }: Pick<SignInContext, 'config'>,
  { problem, status = 200 }: Pick<SignInState, 'problem' | 'status'> = {},
): DeskAnswer => {
  const { signIn: texts } = words
  const hasKeys = config.api.keys.length > 0 && csrf !== ''
  return {
    kind: 'page',
    title: texts.nobodyTitle,
    place: null,
    status,
    body: html`<section class="card narrow"><div class="head"><h1>${texts.nobodyTitle}</h1></div>
<p>${hasKeys ? texts.nobody : texts.nobodyNoKey}</p>
${
  hasKeys
    ? html`<form method="post" action="/sign-in/key"><input type="hidden" name="_csrf" value="${csrf}">
${renderField({ name: 'key', label: texts.key, type: 'password', autocomplete: 'off', hint: texts.keyHint, fault: problem })}
<button class="primary">${texts.keySubmit}</button></form>`
    : null
}
<p class="muted small">${texts.nobodyLost}</p></section>`,
  }
}
