/** What Scalar shows and, above all, what it must not do: nothing of it leaves for another host. */
const configuration = {
  url: '/openapi.json',
  telemetry: false,
  withDefaultFonts: false,
  // Its assistant, its desktop client, its hosted tools and its MCP server are all somebody else's.
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  // A key typed in to try a request is gone with the page.
  persistAuth: false,
  // Requests are tried from the browser, straight to this service.
  proxyUrl: '',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  defaultOpenAllTags: true,
  orderSchemaPropertiesBy: 'preserve',
  // A link to an operation puts the focus on all of it: two lines down the whole page.
  customCss: '.section:focus { outline: none }',
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/**
 * The one policy under which the page works: scripts and data of this service alone, no other host for anything. Scalar puts style
 * elements and attributes into the page without a nonce, so inline styles (not scripts) must be allowed.
 */
export const referencePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page that shows the API: it loads Scalar's file from `scriptUrl`, and that loads the document. */
export const composeReferencePage = (scriptUrl: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Relevo API</title>
<link rel="icon" href="data:,">
</head>
<body>
<noscript>This page needs JavaScript. The same in plain text: <a href="/openapi.yaml">openapi.yaml</a>.</noscript>
<script id="api-reference" type="application/json" data-configuration="${escapeAttribute(JSON.stringify(configuration))}"></script>
<script src="${scriptUrl}"></script>
</body>
</html>
`
