import type { Page } from 'playwright-core'
import t from 'tap'
import { browserMissing, openBrowser } from '../browser/open-browser.ts'
import { startService } from '../start-service.ts'

const skip = browserMissing()

/** What a page does that it should not: errors, what its policy stopped, requests to anybody else. */
const watch = (page: Page, origin: string) => {
  const complaints: string[] = []
  const paths: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`))
  page.on('request', (request) => {
    const { protocol, pathname } = new URL(request.url())
    if (protocol === 'data:' || protocol === 'blob:') return
    if (request.url().startsWith(`${origin}/`)) paths.push(pathname)
    else complaints.push(`asked ${request.url()}`)
  })
  return { complaints, paths }
}

const brightness = (page: Page): Promise<number> =>
  page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)?.[0]))

t.test('/docs in a browser', { skip }, async (t) => {
  const service = await startService(t)
  const browser = await openBrowser(t)

  t.test('shows the operations, and a request can be tried from it', async (t) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
    const { complaints, paths } = watch(page, service.url)
    await page.goto(`${service.url}/docs#tag/operations/GET/livez`)
    await page.getByRole('heading', { name: 'Whether the process is alive' }).waitFor()
    t.same([...new Set(paths)].sort(), ['/docs', '/docs/scalar.js', '/openapi.json'])
    t.ok((await brightness(page)) > 200, 'light, as this reader prefers')

    await page.getByRole('button', { name: /Test Request.*\/livez/ }).click()
    const answered = page.waitForResponse(`${service.url}/livez`)
    await page.getByRole('button', { name: /^Send/ }).first().click()
    t.equal((await answered).status(), 200)
    t.same(complaints, [], 'no error, and no other host was asked')
    await page.close()
  })

  t.test('fits a telephone, and is dark for who prefers it', async (t) => {
    const page = await browser.newPage({ viewport: { width: 360, height: 780 }, colorScheme: 'dark' })
    const { complaints } = watch(page, service.url)
    await page.goto(`${service.url}/docs#tag/access/POST/v1/keys`)
    await page.getByRole('heading', { name: 'Make an API key' }).waitFor()
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), 'nothing sticks out')
    t.ok((await brightness(page)) < 50)
    t.same(complaints, [])
  })
})
