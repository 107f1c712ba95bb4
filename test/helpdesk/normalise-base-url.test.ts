import t from 'tap'
import { normaliseBaseUrl } from '../../src/helpdesk/normalise-base-url.ts'

const freshdesk = { hostSuffix: '.freshdesk.com', apiPath: '/api/v2' }

t.test('makes one address of every way to write a domain', async (t) => {
  for (const domain of [
    'acme',
    ' ACME ',
    'acme.freshdesk.com',
    'https://acme.freshdesk.com/',
    'http://acme.freshdesk.com/a/tickets',
    'acme.freshdesk.com/api/v2/',
  ]) {
    t.same(
      normaliseBaseUrl({ domain }, freshdesk),
      { origin: 'https://acme.freshdesk.com', prefix: '' },
      domain,
    )
  }
})

t.test('prefers the full address, without slashes and API path at its end', async (t) => {
  const cases: Record<string, { origin: string; prefix: string }> = {
    'http://127.0.0.1:9009': { origin: 'http://127.0.0.1:9009', prefix: '' },
    'http://127.0.0.1:9009/': { origin: 'http://127.0.0.1:9009', prefix: '' },
    'https://acme.freshdesk.com/api/v2/': { origin: 'https://acme.freshdesk.com', prefix: '' },
    'https://proxy.example//desk//api/v2': { origin: 'https://proxy.example', prefix: '/desk' },
    'https://proxy.example/desk/?x=1': { origin: 'https://proxy.example', prefix: '/desk' },
  }
  for (const [baseUrl, expected] of Object.entries(cases)) {
    t.same(normaliseBaseUrl({ domain: 'other', baseUrl }, freshdesk), expected, baseUrl)
  }
})

t.test('throws when there is no address in it', async (t) => {
  for (const config of [
    {},
    { domain: ' ' },
    { domain: 'https://' },
    { baseUrl: 'acme' },
    { baseUrl: 'ftp://x' },
  ]) {
    t.throws(() => normaliseBaseUrl(config, freshdesk), TypeError)
  }
})
