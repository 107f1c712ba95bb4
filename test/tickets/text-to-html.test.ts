import t from 'tap'
import { htmlToText } from '../../src/helpdesk/html-to-text.ts'
import { textToHtml } from '../../src/tickets/text-to-html.ts'

const link = (href: string) => `<a href="${href}" rel="noopener noreferrer nofollow">${href}</a>`

t.test('plain text becomes HTML that says the same', async (t) => {
  const cases: [string, string][] = [
    ['Hola', '<p>Hola</p>'],
    ['  \n\n Hola \n\n', '<p>Hola</p>'],
    ['Uno\ndos\r\ntres\rcuatro', '<p>Uno<br>dos<br>tres<br>cuatro</p>'],
    ['Uno\n\ndos\n \n\t\ntres', '<p>Uno</p><p>dos</p><p>tres</p>'],
    ['<b>&"\'</b>', '<p>&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;</p>'],
    ['a\0b\u0007c\ud800', '<p>abc\ufffd</p>'],
    [' \n ', ''],
    ['\u200b\ufeff\n\n\u00ad\u2060\u202e', ''],
    ['\u3164\ufe0f', ''],
    ['👍', '<p>👍</p>'],
    ['', ''],
  ]
  for (const [text, html] of cases) t.equal(textToHtml(text), html, JSON.stringify(text))
})

t.test('addresses become links that lead where they say', async (t) => {
  const cases: [string, string][] = [
    ['Mira https://acme.example/a.', `Mira ${link('https://acme.example/a')}.`],
    ['(https://acme.example/a)', `(${link('https://acme.example/a')})`],
    ['https://acme.example/a_(b)', link('https://acme.example/a_(b)')],
    ['HTTP://acme.example', link('HTTP://acme.example')],
    ['https://acme.example/?a=1&b=2', link('https://acme.example/?a=1&amp;b=2')],
    ['https://a.example, https://b.example!', `${link('https://a.example')}, ${link('https://b.example')}!`],
    ['https://acme.example/"onclick="x', `${link('https://acme.example/')}&quot;onclick=&quot;x`],
    ['https://acme.example/<script>', `${link('https://acme.example/')}&lt;script&gt;`],
    ['https://acme.example\u202e/moc.knab', `${link('https://acme.example')}\u202e/moc.knab`],
    ['https://bank.example@evil.example/', 'https://bank.example@evil.example/'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['ftp://acme.example', 'ftp://acme.example'],
    ['https://', 'https://'],
    ['https://[', 'https://['],
  ]
  for (const [text, html] of cases) t.equal(textToHtml(text), `<p>${html}</p>`, text)
})

t.test('whatever is written, its words are kept and nothing of it is HTML', async (t) => {
  const parts = [
    '<',
    '>',
    '&',
    '"',
    "'",
    'https://a.example/',
    ')',
    '.',
    ' ',
    '\n',
    '\n\n',
    'x',
    '&lt;',
    'ñ',
    ']',
  ]
  let seed = 7
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: 12 }, () => parts[next(parts.length)]).join('')
    const html = textToHtml(text)
    const left = html.replaceAll(
      /<\/?p>|<br>|<a href="https:[^"<>]*" rel="noopener noreferrer nofollow">|<\/a>/g,
      '',
    )
    if (/[<>"']/.test(left)) t.fail('HTML got through', { text, html })
    const words = (value: string) => value.replaceAll(/\s+/g, '')
    if (words(htmlToText(html)) !== words(text)) t.fail('words got lost', { text, html })
  }
  t.pass()
})

t.test('a long text takes no longer than it should', async (t) => {
  const text = `https://a.example/${')'.repeat(20_000)} ${'https://'.repeat(10_000)}${'\n \t'.repeat(20_000)}`
  t.ok(textToHtml(text).length > 0)
})
