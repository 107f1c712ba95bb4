import { createHash } from 'node:crypto'
import { html, type Markup } from '../../../ops/html.ts'
import { pageStyle } from './page-style.ts'

// A meta element cannot set frame-ancestors; nothing on the page can be clicked to any effect.
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'; base-uri 'none'; form-action 'none'`

/**
 * One HTML page that needs nothing else: no script, no other file, under a policy of its own that lets in its one style sheet and
 * nothing more. `language`: a BCP 47 tag. `header` comes after the heading, which is `heading`; `title` is the window's.
 */
export const renderPage = ({
  language,
  title,
  heading,
  header,
  main,
}: {
  language: string
  title: string
  heading: string
  header: Markup
  main: Markup
}): string =>
  html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body>
<header><h1>${heading}</h1>
${header}</header>
<main>
${main}
</main>
</body>
</html>
`.markup
