import t from 'tap'
import { isEmail } from '../../../src/sandbox/freshdesk/is-email.ts'
import { convertToText, sanitiseHtml } from '../../../src/sandbox/freshdesk/sanitise-html.ts'

t.test('what could run is dropped, the rest stays', async (t) => {
  const cases: Record<string, string> = {
    'plain <b>text</b>': '<div>plain <b>text</b></div>',
    '<div>kept</div>': '<div>kept</div>',
    'a<script>alert(1)</script>b': '<div>ab</div>',
    'a<script src=x>': '<div>a</div>',
    'a<STYLE>p{}</style >b': '<div>ab</div>',
    '<img src="x.png" onerror="alert(1)">': '<div><img src="x.png"></div>',
    '<p onclick=\'x\' class="y">z</p>': '<div><p class="y">z</p></div>',
    '<a href="javascript:alert(1)">x</a>': '<div><a>x</a></div>',
    '<a href="https://example.com">x</a>': '<div><a href="https://example.com">x</a></div>',
    '<iframe srcdoc="<b>">y</iframe>z': '<div>z</div>',
    'a<!-- <b>hidden</b> -->b': '<div>ab</div>',
    'x <link rel=x><meta a><input>y': '<div>x y</div>',
    'onclick="x" as text, 1 < 2': '<div>onclick="x" as text, 1 < 2</div>',
  }
  for (const [given, expected] of Object.entries(cases)) t.equal(sanitiseHtml(given), expected, given)
})

t.test('text is what a reader sees', async (t) => {
  t.equal(
    convertToText('<div>a<br>b &lt;c&gt; &amp;amp; &#241; &#xF1; &nope; &#0;</div>'),
    'a b <c> &amp; ñ ñ &nope; &#0;',
  )
  t.equal(convertToText('<p>one</p>\n\n<p>two&nbsp;three</p>'), 'one two three')
})

t.test('addresses are held to a narrower rule than the standard', async (t) => {
  for (const good of ['a@b.co', 'a.b+c@sub.example.com', "o'neill@example.ie", 'A_1-2%x@EXAMPLE.COM']) {
    t.ok(isEmail(good), good)
  }
  for (const bad of [
    'a*b*@x.com',
    'a@b',
    '@b.co',
    'a.@b.co',
    '.a@b.co',
    'a..b@c.co',
    'a b@c.co',
    'a@b..co',
    'a@-b.co',
    'a',
    `${'x'.repeat(260)}@b.co`,
    'ñ@b.co',
    '"a"@b.co',
  ]) {
    t.notOk(isEmail(bad), bad)
  }
})
