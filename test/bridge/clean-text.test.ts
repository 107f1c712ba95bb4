import t from 'tap'
import { cleanText, oneLine } from '../../src/bridge/clean-text.ts'
import { escapeAsWritten } from '../../src/bridge/escape-html.ts'

t.test('keeps what was written, but for what no screen can show', async (t) => {
  const cases: [string, string, string][] = [
    ['plain words, 12.50!', 'plain words, 12.50!', 'plain words, 12.50!'],
    ['', '', ''],
    [' a  b\tc ', ' a  b\tc ', 'a b c'],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd', 'a b c d'],
    ['a\u0000b\u007Fc\u0085d', 'abcd', 'abcd'],
    ['\uD800x', '\uFFFDx', '\uFFFDx'],
    ['ñandú 👩‍👧', 'ñandú 👩‍👧', 'ñandú 👩‍👧'],
    ['a\u00A0\u3000b', 'a\u00A0\u3000b', 'a b'],
  ]
  for (const [at, [text, clean, line]] of cases.entries()) {
    t.equal(cleanText(text), clean, `case ${at}`)
    t.equal(oneLine(text), line, `case ${at}`)
  }
})

t.test('shows indents, runs of spaces and line breaks in HTML', async (t) => {
  t.equal(escapeAsWritten('a b'), 'a b')
  t.equal(escapeAsWritten(' a'), '&nbsp;a')
  t.equal(escapeAsWritten('a  b\n c\td'), 'a&nbsp; b<br>&nbsp;c&nbsp;&nbsp;&nbsp; d')
  t.equal(escapeAsWritten('a <b>&"\''), 'a &lt;b&gt;&amp;&quot;&#39;')
})
