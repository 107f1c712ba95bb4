import t from 'tap'
import { htmlToText } from '../../src/helpdesk/html-to-text.ts'

t.test('the words of a mail, a line each for blocks and breaks', async (t) => {
  t.equal(htmlToText('<p>Uno  <b>dos</b></p><p>tres<br>cuatro</p>'), 'Uno dos\ntres\ncuatro')
  t.equal(htmlToText('a &lt;b&gt; &amp;amp; &#241; &#xF1; &nada;'), 'a <b> &amp; ñ ñ &nada;')
  t.equal(htmlToText('<style>p { color: red }</style><!-- no -->Hola<script>x()</script >!'), 'Hola!')
  t.equal(htmlToText('<style-guide>Hola</style-guide>'), 'Hola')
})

t.test('what is not closed ends with the text', async (t) => {
  t.equal(htmlToText('Hola <!-- y nada más'), 'Hola')
  t.equal(htmlToText('Hola <style>p { color: red }'), 'Hola')
})

// Each of these took minutes when something was looked for from every place anew, and the service did nothing else meanwhile.
t.test('a mail that is made to hold up whoever reads it does not', async (t) => {
  t.equal(htmlToText(`a${'&nbsp;'.repeat(500_000)}b`).length, 500_002)
  t.equal(htmlToText(`a${'<style '.repeat(200_000)}`), 'a')
  t.equal(htmlToText(`a${'<!--'.repeat(500_000)}`), 'a')
  t.equal(htmlToText(`a${'<script>'.repeat(200_000)}`), 'a')
})
