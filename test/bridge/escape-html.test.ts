import t from 'tap'
import { escapeAsWritten, escapeHtml } from '../../src/bridge/escape-html.ts'

t.test('turns every character with a meaning in HTML into an entity', async (t) => {
  t.equal(
    escapeHtml(`<img src=x onerror="alert('1')">&amp;`),
    '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;',
  )
})

t.test('shows line breaks, indents and runs of spaces as they were written', async (t) => {
  t.equal(escapeAsWritten('a\r\nb\rc\u2028d\n\ne'), 'a<br>b<br>c<br>d<br><br>e')
  t.equal(escapeAsWritten('a   b'), 'a&nbsp;&nbsp; b')
  t.equal(escapeAsWritten(' a\n b'), '&nbsp;a<br>&nbsp;b')
  t.equal(escapeAsWritten('a\tb'), 'a&nbsp;&nbsp;&nbsp; b')
  t.equal(escapeAsWritten('one two'), 'one two', 'single spaces stay, so that lines can wrap')
})

t.test(
  'drops control characters, keeps emoji and right-to-left text, and replaces lone surrogates',
  async (t) => {
    t.equal(escapeAsWritten('a\u0000\u0007\u001b[31m\u007f\u0085b'), 'a[31mb')
    t.equal(escapeAsWritten('👩‍👩‍👧 مرحبا שלום'), '👩‍👩‍👧 مرحبا שלום')
    t.equal(escapeAsWritten('x\ud800y'), 'x\ufffdy')
  },
)
