// What an agent has typed is theirs: a text that is written meanwhile, or a page that is left, does not take it away.
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import type { DraftEvent } from '../../../src/assist/assist.ts'
import { browserMissing, openBrowser } from '../../browser/open-browser.ts'
import { openDrafts } from '../drafts/open-drafts.ts'
import { aDraft, aVersion, content } from '../drafts/scripted-assist.ts'

const skip = browserMissing()

/** A page with a draft whose next version is written when the test says so. */
const openPage = async (t: Test) => {
  const desk = await openDrafts(t, { drafts: [aDraft()] })
  const { app, drafts, path } = desk
  const writing = Promise.withResolvers<void>()
  desk.writes(async function* (): AsyncGenerator<DraftEvent> {
    yield { kind: 'text', text: 'Ref' }
    await writing.promise
    const draft = drafts[0] ?? aDraft()
    draft.latest += 1
    draft.versions.push(
      aVersion({ number: draft.latest, kind: 'refined', content: content({ response: 'Refined.' }) }),
    )
    yield { kind: 'draft', draft }
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await openBrowser(t)
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-test-role': 'agent' } })
  const page = await context.newPage()
  await page.goto(`${url}${path}/drafts`)
  return { ...desk, page, finish: () => writing.resolve() }
}

const refine = async (page: Page): Promise<void> => {
  await page.fill('input[name=instruction]', 'shorter')
  await page.press('input[name=instruction]', 'Enter')
  await page.waitForSelector('#draft-stream')
}

t.test(
  'what is typed while a version is written stays, and the version stands beside it',
  { skip },
  async (t) => {
    const { page, finish, drafts } = await openPage(t)
    await refine(page)
    await page.fill('#reply-text', 'My own words')
    finish()
    await page.waitForSelector('#draft-offer')
    t.equal(await page.inputValue('#reply-text'), 'My own words')
    t.equal(
      await page.evaluate(() => document.activeElement?.id),
      'reply-text',
      'where somebody writes, they write on',
    )
    t.match(await page.innerText('#draft-offer'), 'Refined.')
    await page.click('#draft-offer button')
    await page.waitForFunction(() => document.querySelector('#draft-offer') === null)
    t.equal(await page.inputValue('#reply-text'), 'Refined.')
    const said = drafts[0]?.versions.map((version) => version.content.response) ?? []
    t.ok(said.includes('My own words'), 'they are kept as a version')
  },
)

t.test('where nobody has typed the new version takes the place of the former', { skip }, async (t) => {
  const { page, finish } = await openPage(t)
  await refine(page)
  finish()
  await page.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('#reply-text')?.value === 'Refined.',
  )
  t.equal(await page.locator('#draft-offer').count(), 0)
  t.equal(await page.evaluate(() => document.activeElement?.id), 'draft-heading')
})

t.test('the browser asks before words that nobody has kept are left', { skip }, async (t) => {
  const { page } = await openPage(t)
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await dialog.accept()
  })
  await page.click('#reply-text')
  await page.keyboard.type('Not kept yet')
  await page.reload()
  t.same(asked, ['beforeunload'])
  await page.click('#reply-text')
  await page.keyboard.type('Kept')
  await page.waitForFunction(
    () => document.querySelector('#reply-saved')?.textContent?.includes('kept') === true,
  )
  await page.reload()
  t.equal(asked.length, 1, 'what is kept needs no question')
})
