import { html, type Markup } from '../../../ops/html.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import { deskLanguages } from '../../texts/choose-desk-texts.ts'
import type { Visitor } from '../../visit.ts'
import { renderField } from '../pages/render-field.ts'

export interface AccountState {
  sessions: readonly { isThis: boolean; createdAt: number; seenAt: number }[]
  /** Whether people may sign in by password at all. */
  passwords: boolean
  faults?: Partial<Record<'name' | 'former' | 'next', string>>
  status?: number
}

/** One's own account. */
export const renderAccount = (visit: Visitor, state: AccountState): DeskAnswer => {
  const { words } = visit
  const { signIn: texts } = words
  return {
    kind: 'page',
    title: texts.account,
    place: 'account',
    status: state.status ?? 200,
    body: html`<div class="head"><h1>${texts.account}</h1></div>
<div class="cards">${renderProfile(visit, state)}${renderPassword(visit, state)}</div>
${renderSessions(visit, state)}`,
  }
}

const option = (value: string, label: string, isChosen: boolean): Markup =>
  html`<option value="${value}"${isChosen ? html` selected` : null}>${label}</option>`

const renderProfile = ({ words, user, csrf, form }: Visitor, { faults = {} }: AccountState): Markup => {
  const { signIn: texts, common } = words
  const typed = faults.name === undefined ? undefined : form['name']
  return html`<section class="card" aria-labelledby="profile"><h2 id="profile">${texts.profile}</h2>
<dl class="facts"><dt>${texts.email}</dt><dd>${user.email}</dd><dt>${texts.role}</dt><dd>${common.roles[user.role]}</dd></dl>
<form method="post" action="/account"><input type="hidden" name="_csrf" value="${csrf}">
${renderField({ name: 'name', label: texts.name, type: 'text', autocomplete: 'name', value: typeof typed === 'string' ? typed : user.name, fault: faults.name })}
<label>${texts.language}<select name="language">${option('', texts.asBrowser, user.language === null)}${Object.keys(
    deskLanguages,
  ).map((language) =>
    option(language, common.languages[language as keyof typeof deskLanguages], user.language === language),
  )}</select></label>
<label>${texts.theme}<select name="theme">${option('', texts.asBrowser, user.theme === null)}${option('light', texts.themes.light, user.theme === 'light')}${option('dark', texts.themes.dark, user.theme === 'dark')}</select></label>
<div><button class="primary">${common.save}</button></div></form></section>`
}

const renderPassword = ({ words, user, csrf }: Visitor, { passwords, faults = {} }: AccountState): Markup => {
  const { signIn: texts } = words
  return html`<section class="card" aria-labelledby="password"><h2 id="password">${texts.changePassword}</h2>
${
  user.hasPassword && passwords
    ? html`<form method="post" action="/account/password"><input type="hidden" name="_csrf" value="${csrf}">
<input type="email" name="email" value="${user.email}" autocomplete="username" hidden readonly>
${renderField({ name: 'former', label: texts.former, type: 'password', autocomplete: 'current-password', fault: faults.former })}
${renderField({ name: 'next', label: texts.newPassword, type: 'password', autocomplete: 'new-password', hint: texts.passwordHint, fault: faults.next })}
<p class="muted small">${texts.changeMeans}</p><div><button>${texts.change}</button></div></form>`
    : html`<p class="muted">${texts.noPassword}</p>`
}</section>`
}

const renderSessions = ({ words, write, csrf }: Visitor, { sessions }: AccountState): Markup => {
  const { signIn: texts } = words
  return html`<section class="card" aria-labelledby="sessions"><h2 id="sessions">${texts.sessions}</h2><p class="muted">${texts.sessionsMean}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.session}"><table aria-labelledby="sessions"><thead><tr><th scope="col">${texts.session}</th><th scope="col">${texts.since}</th><th scope="col">${texts.seen}</th></tr></thead>
<tbody>${sessions.map(
    ({ isThis, createdAt, seenAt }) =>
      html`<tr><th scope="row">${isThis ? texts.thisOne : texts.anotherOne}</th><td>${write.time(createdAt)}</td><td>${write.time(seenAt, 'ago')}</td></tr>`,
  )}</tbody></table></div>
<form method="post" action="/account/sign-out-everywhere"><input type="hidden" name="_csrf" value="${csrf}"><div><button class="danger">${texts.signOutEverywhere}</button></div></form></section>`
}
