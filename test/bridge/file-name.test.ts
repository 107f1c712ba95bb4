import t from 'tap'
import {
  chooseFileName,
  nameInLink,
  parseDispositionName,
  sanitiseFileName,
  separateNames,
} from '../../src/bridge/file-name.ts'

t.test('keeps good names and takes the harm out of others', async (t) => {
  t.equal(sanitiseFileName('Factura marzo (2).pdf'), 'Factura marzo (2).pdf')
  t.equal(sanitiseFileName('../../etc/passwd'), 'passwd')
  t.equal(sanitiseFileName('C:\\temp\\foto.jpg'), 'foto.jpg')
  t.equal(sanitiseFileName('a\u0000b\r\nc.txt'), 'ab c.txt')
  t.equal(sanitiseFileName('..'), '')
  t.equal(sanitiseFileName('.htaccess'), 'htaccess')
  t.equal(sanitiseFileName('a<b>:"|?*;.txt'), 'a_b_______.txt')
  t.equal(sanitiseFileName('invoice\u202Egpj.exe'), 'invoicegpj.exe', 'no marks that turn the ending around')
})

t.test('takes dots and spaces off both ends of any name, in little time', async (t) => {
  t.equal(sanitiseFileName(' . a.b . '), 'a.b')
  const startedAt = performance.now()
  sanitiseFileName(`a${'.'.repeat(200_000)}b`)
  t.ok(performance.now() - startedAt < 2_000)
})

t.test('shortens long names and keeps their ending', async (t) => {
  const name = sanitiseFileName(`${'ñ'.repeat(300)}.pdf`)
  t.equal(name.length, 120)
  t.ok(name.endsWith('.pdf'))
})

t.test('reads the name in a Content-Disposition header', async (t) => {
  t.equal(parseDispositionName('attachment; filename="a b.pdf"'), 'a b.pdf')
  t.equal(parseDispositionName('attachment; filename=a.pdf; size=3'), 'a.pdf')
  t.equal(parseDispositionName("attachment; filename=x; filename*=UTF-8''ma%C3%B1ana.pdf"), 'mañana.pdf')
  t.equal(parseDispositionName("attachment; filename*=UTF-8''%E0%A4%A"), '%E0%A4%A')
  t.equal(parseDispositionName('attachment; filename="a\\"b.pdf"'), 'a"b.pdf')
  t.equal(parseDispositionName('inline'), null)
  t.equal(parseDispositionName(undefined), null)
})

t.test('finds the name in a link', async (t) => {
  t.equal(nameInLink('https://x.example/a/fo%20to.jpg?x=1'), 'fo to.jpg')
  t.equal(nameInLink('https://x.example/'), '')
  t.equal(nameInLink('not a link'), '')
  t.equal(nameInLink('https://x.example/%E0%A4%A'), '%E0%A4%A')
})

t.test('takes the first usable name and gives it an ending', async (t) => {
  t.equal(chooseFileName([null, '..', 'b.png', 'c'], 'image/png'), 'b.png')
  t.equal(chooseFileName(['scan'], 'application/pdf'), 'scan.pdf')
  t.equal(chooseFileName([null, ''], 'image/jpeg'), 'file.jpg')
  t.equal(chooseFileName([], 'application/x-unknown'), 'file')
})

t.test('tells files of the same name apart', async (t) => {
  const named = ['a.jpg', 'A.jpg', 'a.jpg', 'b', 'b', 'a (2).jpg'].map((name) => ({ name }))
  t.same(
    separateNames(named).map(({ name }) => name),
    ['a.jpg', 'A (2).jpg', 'a (3).jpg', 'b', 'b (2)', 'a (2) (2).jpg'],
  )
})
