import t from 'tap'
import { tickets as words } from '../../../src/desk/texts/en/tickets.ts'
import { foldQuotes } from '../../../src/desk/tickets/mail/fold-quotes.ts'
import { isTooDeep } from '../../../src/desk/tickets/mail/is-too-deep.ts'
import { renderMail } from '../../../src/desk/tickets/mail/render-mail.ts'
import { sanitiseMail } from '../../../src/desk/tickets/mail/sanitise-mail.ts'

const clean = (html: string): string =>
  sanitiseMail(html, { image: (alt, host) => `picture ${alt} of ${host}` }).markup

/** Each tries to run, load, send or look like something that it is not. */
const hostile = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script\n>alert(1)</script\n>',
  '<img src=x onerror=alert(1)>',
  '<img/src="x"/onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<img src="https://evil.example/pixel.gif" width=1 height=1>',
  '<img srcset="https://evil.example/a.png 2x">',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="https://evil.example/x.swf">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<style>body{background:url(https://evil.example/x)}</style>',
  '<p style="background:url(https://evil.example/x)">x</p>',
  '<div style="position:fixed;inset:0">cover</div>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<form action="https://evil.example"><input name=p><button>Go</button></form>',
  '<button formaction="javascript:alert(1)">x</button>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/sign-out">x</a>',
  '<a href="https://ok.example" onclick="alert(1)" hx-get="/x" data-hx-post="/y">x</a>',
  '<div hx-get="/tickets/main/1/drafts" hx-trigger="load">x</div>',
  '<div data-hx-post="/keys" data-hx-trigger="load">x</div>',
  '<div hx-sse:connect="/x">x</div>',
  '<div hx-on:click="alert(1)">x</div>',
  '<hx-partial hx-target="body" hx-swap="innerHTML"><p>gone</p></hx-partial>',
  '<div hx-swap-oob="true" id="said">x</div>',
  '<p id="content" class="said notice" name="x">x</p>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<title><img src=x onerror=alert(1)></title>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<video src="https://evil.example/v.mp4" autoplay></video>',
  '<audio src="https://evil.example/a.mp3" autoplay></audio>',
  '<details open ontoggle=alert(1)>x</details>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<body onload=alert(1)>x</body>',
  '<td background="https://evil.example/x.png">x</td>',
  '<p title="&quot;><script>alert(1)</script>">x</p>',
  '<img alt="&quot;><script>alert(1)</script>" src="https://evil.example/a.png">',
  '<a href="https://evil.example/&quot; onmouseover=&quot;alert(1)">x</a>',
  '</div></main><script>alert(1)</script>',
]

const allowed = /^(?:href|rel|target|class|colspan|rowspan)$/

for (const [at, html] of hostile.entries()) {
  t.test(`hostile HTML ${at + 1} does nothing: ${html.replace(/\s+/g, ' ').slice(0, 60)}`, async (t) => {
    const result = clean(html)
    t.notMatch(
      result,
      /<\/?(?:script|style|svg|math|img|iframe|object|embed|form|input|button|link|meta|base|template|video|audio|hx-)/i,
    )
    for (const [, tag = ''] of result.matchAll(/<([a-z][^>]*)>/gi)) {
      const attributes = [...tag.matchAll(/\s([^\s=]+)="([^"]*)"/g)]
      t.equal(attributes.map(([whole]) => whole).join(''), tag.replace(/^\S+/, '').replace(/ \/$/, ''))
      for (const [, name = '', value = ''] of attributes) {
        t.match(name, allowed)
        if (name === 'href') t.match(value, /^(?:https?:\/\/|mailto:)/)
        if (name === 'class') t.equal(value, 'picture')
      }
      if (/^a\s.*href/.test(tag)) t.match(tag, 'rel="noopener noreferrer nofollow" target="_blank"')
    }
    const ends = (name: string) => result.split(new RegExp(`<${name}[ >]`)).length
    for (const name of ['div', 'p', 'a', 'span']) t.equal(ends(name), result.split(`</${name}>`).length, name)
  })
}

t.test('what people write stays', async (t) => {
  t.equal(
    clean('<h1>Hola</h1><p>Uno <b>dos</b><br>tres</p><ul><li>a</li></ul>'),
    '<p>Hola</p><p>Uno <b>dos</b><br />tres</p><ul><li>a</li></ul>',
  )
  t.match(clean('<a href="mailto:ana@example.com">Ana</a>'), 'href="mailto:ana@example.com"')
  t.match(clean('<img src="https://cdn.example/logo.png" alt="Logo">'), 'picture Logo of cdn.example</a>')
  t.match(clean('<img src="cid:1">'), '<span class="picture">picture null of null</span>')
})

t.test('what no person wrote is shown as text, and in time', async (t) => {
  const junk = [
    '<div>'.repeat(200_000),
    '<b>'.repeat(340_000),
    '<table><tr><td>'.repeat(66_000),
    '<'.repeat(1_000_000),
    '<!--'.repeat(250_000),
    '<svg><p>'.repeat(125_000),
    'On aaaa bbbb<br>'.repeat(62_000),
    '&gt; a<br>'.repeat(100_000),
    `<div class="${' gmail'.repeat(160_000)}">`,
    '<a href=x>'.repeat(100_000),
  ]
  for (const html of junk) {
    const before = process.cpuUsage()
    renderMail({ html, text: 'words' }, words)
    const { user } = process.cpuUsage(before)
    t.ok(user < 1_500_000, `${html.slice(0, 20)}: ${Math.round(user / 1000)} ms`)
  }
  t.equal(isTooDeep('<div>'.repeat(401)), true)
  t.equal(isTooDeep('<p>a</p><br>'.repeat(2_000)), false)
  t.equal(isTooDeep('<ul></li>'.repeat(401)), true, 'a tag closes only what is open of its name')
  t.equal(isTooDeep('<b></i></b>'.repeat(2_000)), false)
  const shown = renderMail({ html: '<b>'.repeat(1_000), text: 'a <b>\nc' }, words).markup
  t.match(shown, 'a &lt;b&gt;<br />c')
  t.match(shown, words.asText)
  t.match(renderMail({ html: 'a '.repeat(60_000), text: '' }, words).markup, words.cut)
})

t.test('what was said before is folded, what was written now is not', async (t) => {
  const shownOf = (html: string): string =>
    foldQuotes(html)
      .filter(({ kind }) => kind === 'shown')
      .map(({ html: part }) => part.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '))
      .join('')
      .trim()
  const mails = [
    '<div>now</div><blockquote>old</blockquote>',
    '<div>now</div><div class="gmail_quote"><div>On Mon, Ana &lt;a@b.example&gt; wrote:</div><blockquote>old</blockquote></div>',
    '<p>now</p><p>On Mon, 2 Nov 2026 at 10:00, Ana wrote:</p><blockquote>old</blockquote>',
    '<p>now</p><p>El lun, 2 nov 2026 a las 10:00, Ana escribió:</p><p>old</p>',
    'now<br>El lun, 2 nov 2026 a las 10:00, Ana (ana@example.com)<br>escribió:<br>&gt; old',
    '<p>now</p><div><b>From:</b> Ana<br><b>Sent:</b> Monday<br><b>To:</b> us<br><b>Subject:</b> x</div><p>old</p>',
    '<p>now</p><div id="divRplyFwdMsg"><b>De:</b> Ana<br><b>Enviado el:</b> lunes</div><p></p>',
    '<p>now</p>-----Mensaje original-----<br>old',
    'now<br>________________________________<br>De: Ana<br>Fecha: lunes<br>old',
    'now<br>&gt; old<br>&gt; older',
    'now<br>-- <br>Ana, Sales',
    '<p>now</p><div class="gmail_signature">Ana</div>',
    '<blockquote>old</blockquote><p>now</p>',
  ]
  for (const mail of mails) t.equal(shownOf(mail), 'now', mail)
  t.equal(shownOf('<p>From: the start it failed</p><p>now</p>'), 'From: the start it failed now')
  t.equal(shownOf('<p>On Monday it worked</p><p>now</p>'), 'On Monday it worked now')
  t.same(
    foldQuotes('<blockquote>only this</blockquote>').map(({ kind }) => kind),
    ['shown'],
  )
  t.same(
    foldQuotes('').map(({ kind }) => kind),
    ['shown'],
  )
  for (const mail of mails)
    t.equal(
      foldQuotes(mail)
        .map(({ html }) => html)
        .join(''),
      mail,
      'nothing is lost',
    )
})

t.test('what people wrote within elements that are left out stays', async (t) => {
  for (const html of [
    '<p>before</p><object data=x><p>hello customer</p>',
    '<p>before</p><svg><p>hello customer</p>',
    '<p>before</p><video>hello customer</video>',
    '<head><p>hello customer</p>',
  ]) {
    const { markup } = renderMail({ html, text: 'before hello customer' }, words)
    t.match(markup, 'hello customer', html)
    t.notMatch(markup, /<(?:object|svg|video|head)/, html)
  }
})
