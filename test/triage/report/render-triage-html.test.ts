import t from 'tap'
import { renderTriageHtml } from '../../../src/triage/report/render-triage-html.ts'
import { browserMissing, openBrowser } from '../../browser/open-browser.ts'
import { sampleTriageReport } from './sample-triage-report.ts'

const categories = [
  'billing',
  'access',
  'orders',
  '<img src=x onerror="document.title=1">',
  "O'Neill & «más»",
]

t.test('everything from outside is escaped', async (t) => {
  const page = renderTriageHtml(sampleTriageReport(categories, { helpdesk: '</title><script>1</script>' }), {
    language: 'en',
  })
  t.notMatch(page, '<img')
  t.notMatch(page, '<script')
  t.match(page, '&lt;img src=x onerror=&quot;')
})

t.test('it asks for nothing else', async (t) => {
  const page = renderTriageHtml(sampleTriageReport(categories), { language: 'en' })
  t.match(page, /default-src 'none'|default-src &#39;none&#39;/)
  t.notMatch(page, / style="/)
  t.notMatch(page.replaceAll(/<svg[^>]*>/g, ''), /(src|href)="(?!#)/)
})

t.test('a report of nothing, and of very many categories, is a page all the same', async (t) => {
  const none = renderTriageHtml(sampleTriageReport(['billing'], { texts: 0 }), { language: 'es' })
  t.match(none, /Todavía no hay ningún ticket por el que juzgar/)
  t.match(none, /<html lang="es">/)
  t.notMatch(none, /NaN|undefined|Infinity/)
  const many = Array.from({ length: 40 }, (_, place) => `category-${place}`)
  t.match(renderTriageHtml(sampleTriageReport(many), { language: 'en' }), /more than 30 categories/)
})

t.test('modes are shown where there are any', async (t) => {
  t.match(renderTriageHtml(sampleTriageReport(categories), { language: 'en' }), /<td class="word">suggest</)
  const past = sampleTriageReport(categories, { kind: 'backtest', modes: null })
  const page = renderTriageHtml(past, { language: 'en' })
  t.notMatch(page, />Mode</)
  t.match(page, /Triage: backtest/)
})

t.test('in a browser', { skip: browserMissing() }, async (t) => {
  const browser = await openBrowser(t)
  for (const [width, colorScheme] of [
    [400, 'dark'],
    [1440, 'light'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', ({ message }) => complaints.push(message))
    await page.setContent(renderTriageHtml(sampleTriageReport(categories), { language: 'es' }))
    t.same(complaints, [], 'its policy stops nothing of its own')
    t.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `fits ${width} pixels`)
    t.ok((await page.evaluate(() => document.documentElement.scrollHeight)) < 7000, 'and breaks no words')
    t.equal(await page.getByRole('img', { name: /¿Significa la confianza lo que dice\?/ }).count(), 1)
    t.equal(await page.getByRole('img', { name: /Cuánto decide/ }).count(), 1)
    t.equal(await page.getByRole('img', { name: 'Qué se confunde con qué' }).count(), 1)
    t.ok(await page.getByRole('table', { name: 'Categorías' }).isVisible())
    await page.close()
  }
})
