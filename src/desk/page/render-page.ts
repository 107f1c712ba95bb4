import { isAtLeast, type Role } from '../../../schemas/user.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Place } from '../desk-answer.ts'
import type { Visit } from '../visit.ts'

export interface PageParts {
  title: string
  place: Place | null
  body: Markup
  /** Addresses. */
  scripts: readonly string[]
  styles: readonly string[]
  /** What was just done, in words; null: nothing. */
  said: string | null
}

const places: readonly { place: Place; path: string; needs: Role }[] = [
  { place: 'overview', path: '/', needs: 'agent' },
  { place: 'tickets', path: '/tickets', needs: 'agent' },
  { place: 'handoffs', path: '/handoffs', needs: 'agent' },
  { place: 'repair', path: '/repair', needs: 'supervisor' },
  { place: 'classifier', path: '/classifier', needs: 'supervisor' },
  { place: 'settings', path: '/settings', needs: 'admin' },
]

// htmx puts no style into the page and evaluates no text: the page's policy permits neither.
const htmxConfig = JSON.stringify({ includeIndicatorCSS: false, extensions: 'sse,hx-sse', history: false })

const renderNavigation = (
  visit: Visit & { user: NonNullable<Visit['user']> },
  here: Place | null,
): Markup => {
  const { words, user } = visit
  return html`<nav class="places" aria-label="${words.common.navigation}"><ul>${places
    .filter(({ needs }) => isAtLeast(user.role, needs))
    .map(
      ({ place, path }) =>
        html`<li><a href="${path}"${place === here ? html` aria-current="page"` : null}>${words.common.places[place]}</a></li>`,
    )}</ul></nav>`
}

const renderUser = (visit: Visit & { user: NonNullable<Visit['user']> }): Markup => {
  const { words, user, csrf } = visit
  return html`<div class="who"><a href="/account">${user.name}</a>
<form method="post" action="/sign-out"><input type="hidden" name="_csrf" value="${csrf}"><button class="quiet">${words.common.signOut}</button></form></div>`
}

const isSignedIn = (visit: Visit): visit is Visit & { user: NonNullable<Visit['user']> } =>
  visit.user !== null

/** A whole page of the desk. */
export const renderPage = (visit: Visit, page: PageParts): Markup => {
  const { words, language, user } = visit
  const theme = user?.theme ?? null
  return html`<!doctype html>
<html lang="${language}"${visit.write.locale === language ? null : html` data-locale="${visit.write.locale}"`}${theme === null ? null : html` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${theme ?? 'light dark'}">
<meta name="htmx-config" content="${htmxConfig}">
<title>${page.title} · ${words.common.product}</title>
<link rel="icon" href="data:,">
${page.styles.map((address) => html`<link rel="stylesheet" href="${address}">\n`)}${page.scripts.map((address) => html`<script defer src="${address}"></script>\n`)}</head>
<body data-lost="${words.common.connectionLost}" hx-headers:inherited="${JSON.stringify({ 'x-csrf-token': visit.csrf })}">
<a class="skip" href="#content">${words.common.skip}</a>
${
  isSignedIn(visit)
    ? html`<header class="top"><a class="brand" href="/">${words.common.product}</a>${renderNavigation(visit, page.place)}${renderUser(visit)}</header>`
    : null
}
<main id="content" tabindex="-1">
<div id="said" role="status" aria-live="polite">${page.said === null ? null : html`<p class="said">${page.said}</p>`}</div>
${page.body}
</main>
</body>
</html>
`
}
