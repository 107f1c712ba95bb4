import { createHash } from 'node:crypto'
import t from 'tap'
import { renderHtml } from '../../../src/classify/report/render-html.ts'
import { browserMissing, openBrowser } from '../../browser/open-browser.ts'
import { sampleReport } from './sample-report.ts'

const labels = ['billing', 'access', '<img src=x onerror="document.title=1">', "O'Neill & «más»"]

t.test('everything from outside is escaped', async (t) => {
  const page = renderHtml(sampleReport(labels, { from: '</title><script>1</script>' }), { language: 'en' })
  t.notMatch(page, '<img')
  t.notMatch(page, '<script')
  t.match(page, '&lt;img src=x onerror=&quot;')
  t.match(page, 'O&#39;Neill &amp; «más»')
})

t.test('its policy lets in its own style sheet and nothing else', async (t) => {
  const page = renderHtml(sampleReport(labels), { language: 'en' })
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
  t.match(
    page.replaceAll('&#39;', "'"),
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  )
  t.notMatch(page, / style="/)
  t.notMatch(page.replaceAll(/<svg[^>]*>/g, ''), /(src|href)="(?!#)/)
})

t.test('classes stand in the wanted order', async (t) => {
  const names = (order: 'f1' | 'label') => {
    const page = renderHtml(sampleReport(['d', 'c', 'b', 'a']), { language: 'en', order })
    const table = page.slice(page.indexOf('<caption>Classes'))
    return [...table.matchAll(/<th scope="row">(\w)<\/th>/g)].map(([, name]) => name)
  }
  t.same(names('label'), ['a', 'b', 'c', 'd'])
  t.same(names('f1'), ['c', 'd', 'a', 'b'], 'the first two have a ticket that was filed wrongly')
})

t.test('a report without texts or curve is a page all the same', async (t) => {
  t.match(renderHtml(sampleReport([]), { language: 'es' }), /No está lo bastante seguro/)
  t.match(renderHtml(sampleReport(labels, { targets: [] }), { language: 'es' }), /<html lang="es">/)
  const report = sampleReport(labels)
  const targets = report.targets.map((target) => ({ ...target, learning: null }))
  t.match(
    renderHtml({ ...report, targets }, { language: 'en' }),
    /What more labels would bring was not tried/,
  )
})

t.test('in a browser', { skip: browserMissing() }, async (t) => {
  const browser = await openBrowser(t)
  const many = Array.from({ length: 40 }, (_, place) => `Consultas y reclamaciones de clientes / ${place}`)
  for (const [width, colorScheme] of [
    [400, 'dark'],
    [1200, 'light'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', ({ message }) => complaints.push(message))
    await page.setContent(renderHtml(sampleReport([...labels, ...many]), { language: 'es' }))
    t.same(complaints, [], 'its policy stops nothing of its own')
    t.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `fits ${width} pixels`)
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    t.equal(
      Number(/\d+/.exec(background)?.[0]) > 128,
      colorScheme === 'light',
      `${colorScheme}: ${background}`,
    )
    t.equal(await page.getByRole('img', { name: /¿Significa la confianza lo que dice\?/ }).count(), 1)
    await page.getByText('Como tabla').first().click()
    t.ok(await page.getByRole('table', { name: 'Cuánto decide, y cuánto de eso es correcto' }).isVisible())
    await page.close()
  }
})
