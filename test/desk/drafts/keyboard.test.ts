// The panel with its script, by keyboard alone.
import t from 'tap'
import { browserMissing, openBrowser } from '../../browser/open-browser.ts'
import { openDrafts } from './open-drafts.ts'
import { aDraft, aVersion, content } from './scripted-assist.ts'

const letter = 'Hola, Marta:\n\nDinos tu número: [número de pedido].\n\nUn saludo,\nAna'

t.test('what is written, asked and sent keeps up with the keys', { skip: browserMissing() }, async (t) => {
  const questions = ['¿Desde cuándo pasa?', 'Dinos tu número: [número de pedido].']
  const draft = aDraft({ versions: [aVersion({ content: content({ response: letter, questions }) })] })
  const { app, path } = await openDrafts(t, { drafts: [draft] })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await openBrowser(t)
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-test-role': 'agent' } })
  const page = await context.newPage()
  await page.goto(`${origin}${path}/drafts`)
  const field = page.locator('#reply-text')
  const send = page.locator('#reply-form button.primary')
  const isShown = (selector: string) => page.locator(selector).first().isVisible()
  const focused = (selector: string) =>
    page.waitForFunction((wanted) => document.activeElement?.matches(wanted) === true, selector)

  t.notOk(await isShown('[data-unless^="Dinos"]'), 'what it asks already is not offered')
  await page.locator('[data-add-to]').first().press('Enter')
  t.match(
    await field.inputValue(),
    /\]\.\n\n¿Desde cuándo pasa\?\n\nUn saludo,\nAna$/,
    'above the farewell and whoever signs',
  )
  t.notOk(await isShown('.questions'), 'and it is offered once')

  await send.press('Enter')
  await focused('#reply-ask')
  t.equal(await send.textContent(), 'Send it all the same')
  await field.fill((await field.inputValue()).replace('[número de pedido]', '48213'))
  t.notOk(await isShown('#reply-ask'), 'what is filled in is not warned of any more')
  t.notOk(await isShown('[data-open]'))
  t.equal(await send.textContent(), 'Send reply')
  await field.fill(`${await field.inputValue()} [número de pedido]`)
  t.ok(await isShown('#reply-ask'), 'unless it is there again')
  await field.fill((await field.inputValue()).replace(' [número de pedido]', ''))

  await send.press('Enter')
  await focused('.sent-item form button')
  await page.keyboard.press('Enter')
  await field.waitFor()
  t.match(await field.inputValue(), '48213', 'taken back by the next key')
  await focused('#draft-heading')
})
