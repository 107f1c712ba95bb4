// Every page as every role that may see it, in both languages, light and dark, on a telephone and on a wide screen. Pictures are left in
// `.tap/desk`, for people to look at.
import { mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { isAtLeast, type Role } from '../../../schemas/user.ts'
import { deskRoutes } from '../../../src/desk/routes.ts'
import { browserMissing, openBrowser } from '../../browser/open-browser.ts'
import { postHandoff, type Service, startService } from '../../start-service.ts'
import { excessOf, findViolations, listen, settle } from './look-at.ts'

const skip = browserMissing()
const pictures = fileURLToPath(new URL('../../../.tap/desk/', import.meta.url))
const password = 'walks-through-the-desk-1'

interface Stop {
  name: string
  needs: Role
  path: string
}

/** What the walk finds when it comes: hand-offs in every state, tickets, a draft. */
const furnish = async (t: Test): Promise<{ service: Service; stops: Stop[] }> => {
  const service = await startService(t, {
    config: {
      desk: { inbox: { every: '1s' } },
      triage: { every: '1s', learning: { enabled: false } },
    },
  })
  const desk = await service.dependencies.loadDesk()
  if (desk === null) throw new Error('There is no desk.')
  for (const role of ['admin', 'supervisor', 'agent'] as const) {
    const added = await desk.users.add({
      email: `${role}@example.com`,
      name: `Ana ${role}`,
      role,
      by: 'test',
    })
    if (added.kind !== 'added') throw new Error(added.kind)
    const { secret } = await desk.users.invite(added.user.id, 'test')
    await desk.users.accept(secret, password)
  }
  service.sandbox.people.write({
    email: 'nuria@example.com',
    name: 'Nuria Beltrán',
    subject: 'La VPN se desconecta cada pocos minutos',
    text: 'Hola:\n\nLa VPN se conecta, pero a los dos minutos se corta. Uso Windows 11.\n\nGracias,\nNuria',
  })
  const delivered = await postHandoff(
    service,
    {
      user_email: 'lucia@example.com',
      user_name: 'Lucía',
      conversation_summary: 'No llega mi pedido 48213.',
      category: 'Pedidos',
      transcript: [{ from: 'user', text: 'Hola' }],
    },
    { wait: 20 },
  )
  const handoff: { handoff_id: string } = await delivered.json()
  const refused = await postHandoff(service, {
    user_email: 'nadie@@example',
    conversation_summary: 'No puedo entrar.',
  })
  const kept: { handoff_id: string } = await refused.json()
  const tickets = async () => (await desk.dependencies.inbox.list({ limit: 10 })).tickets
  for (let looks = 0; (await tickets()).length < 2; looks += 1) {
    if (looks > 150) throw new Error('The tickets are not listed.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const ticket = (await tickets()).find(({ subject }) => subject?.includes('VPN') === true)
  if (ticket === undefined) throw new Error('The mail is not listed.')
  const order = {
    helpdesk: 'main',
    ticketId: ticket.ticketId,
    language: null,
    agentName: 'Ana',
    who: 'user:agent@example.com',
    withSecrets: false,
    signal: AbortSignal.timeout(20_000),
  }
  for await (const event of desk.dependencies.assist.generate(order))
    if (event.kind === 'failed') throw new Error(`No draft: ${event.code}`)
  return {
    service,
    stops: [
      { name: 'overview', needs: 'agent', path: '/' },
      { name: 'handoffs', needs: 'agent', path: '/handoffs' },
      { name: 'handoff', needs: 'agent', path: `/handoffs/${handoff.handoff_id}` },
      { name: 'tickets', needs: 'agent', path: '/tickets' },
      { name: 'ticket', needs: 'agent', path: `/tickets/main/${ticket.ticketId}` },
      { name: 'account', needs: 'agent', path: '/account' },
      { name: 'repair', needs: 'supervisor', path: '/repair' },
      { name: 'repair-one', needs: 'supervisor', path: `/repair/${kept.handoff_id}` },
      { name: 'classifier', needs: 'supervisor', path: '/classifier' },
      { name: 'quality', needs: 'supervisor', path: '/drafts/quality' },
      { name: 'pauses', needs: 'admin', path: '/settings' },
      { name: 'users', needs: 'admin', path: '/settings/users' },
      { name: 'keys', needs: 'admin', path: '/settings/keys' },
      { name: 'rules', needs: 'admin', path: '/settings/rules' },
      { name: 'audit', needs: 'admin', path: '/settings/audit' },
    ],
  }
}

const signIn = async (browser: Browser, url: string, role: Role, locale: string): Promise<BrowserContext> => {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(url)
  await page.fill('input[name=email]', `${role}@example.com`)
  await page.fill('input[name=password]', password)
  await page.press('input[name=password]', 'Enter')
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'))
  await page.close()
  return context
}

const screens = [
  { width: 1440, height: 900 },
  { width: 360, height: 780 },
]

/** Light and dark, wide and narrow, of one page that is open. Axe looks at two of the four: each colour and each width once. */
const lookFromAllSides = async (t: Test, page: Page, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const screen of screens) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(screen)
      const view = `${name}-${colorScheme}-${screen.width}`
      t.equal(await excessOf(page), 0, `${view}: nothing sticks out`)
      if ((colorScheme === 'light') === screen.width > 400)
        t.same(await findViolations(page), [], `${view}: axe finds nothing`)
      await page.screenshot({ path: `${pictures}${view}.png`, fullPage: true })
    }
}

t.test('each page, as each role, in each language, from all sides', { skip, timeout: 280_000 }, async (t) => {
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
  const { service, stops } = await furnish(t)
  const browser = await openBrowser(t)

  t.test('no page is left out', async (t) => {
    const context = await signIn(browser, service.url, 'admin', 'en-GB')
    const walked = new Set(stops.map(({ path }) => path))
    for (const { method, path } of deskRoutes) {
      if (method !== 'GET' || path.includes(':')) continue
      const answer = await context.request
        .get(`${service.url}${path}`, { timeout: 1_500, maxRedirects: 0 })
        .catch(() => null)
      // Streams have no end.
      if (answer === null || !(await answer.text()).startsWith('<!doctype html>')) continue
      t.ok(walked.has(path), `${path} is walked to`)
    }
    await context.close()
  })

  for (const [role, locale] of [
    ['admin', 'es-ES'],
    ['admin', 'en-GB'],
    ['supervisor', 'es-ES'],
    ['agent', 'en-GB'],
    ['agent', 'es-ES'],
    ['supervisor', 'en-GB'],
  ] as const)
    t.test(`${role}, ${locale}`, async (t) => {
      const context = await signIn(browser, service.url, role, locale)
      const page = await context.newPage()
      const complaints = listen(page, service.url)
      for (const { name, needs, path } of stops) {
        const answer = await page.goto(`${service.url}${path}`)
        await settle(page)
        if (!isAtLeast(role, needs)) {
          t.equal(answer?.status(), 403, `${path} is not for ${role}`)
          complaints.length = 0
          continue
        }
        t.equal(answer?.status(), 200, path)
        t.equal(await page.getAttribute('html', 'lang'), locale.slice(0, 2))
        // What an admin sees of these pages holds all that others see; they are looked at from all sides once in each language.
        if (role === 'admin') await lookFromAllSides(t, page, `${name}-${role}-${locale.slice(0, 2)}`)
        else
          await page.screenshot({
            path: `${pictures}${name}-${role}-${locale.slice(0, 2)}.png`,
            fullPage: true,
          })
      }
      t.same(complaints, [], 'no page complained')
      await context.close()
    })

  t.test('signing in, too', async (t) => {
    for (const locale of ['es-ES', 'en-GB']) {
      const context = await browser.newContext({ locale })
      const page = await context.newPage()
      const complaints = listen(page, service.url)
      await page.goto(`${service.url}/sign-in`)
      await lookFromAllSides(t, page, `sign-in-${locale.slice(0, 2)}`)
      t.same(complaints, [])
      await context.close()
    }
  })
})
