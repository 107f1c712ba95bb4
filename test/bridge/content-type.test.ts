import t from 'tap'
import { contentTypeOf, isAcceptedType } from '../../src/bridge/content-type.ts'

t.test('takes the bare type from the header, or from the ending when the header says nothing', async (t) => {
  t.equal(contentTypeOf('Image/PNG; charset=x', 'a.jpg'), 'image/png')
  t.equal(contentTypeOf('application/octet-stream', 'a.JPG'), 'image/jpeg')
  t.equal(contentTypeOf(undefined, 'a.pdf'), 'application/pdf')
  t.equal(contentTypeOf('', 'a.exe'), 'application/octet-stream')
})

t.test('accepts exact types and those that begin alike', async (t) => {
  const accepted = ['image/*', 'application/pdf', 'application/vnd.*']
  t.ok(isAcceptedType('image/webp', accepted))
  t.ok(isAcceptedType('application/pdf', accepted))
  t.ok(isAcceptedType('application/vnd.ms-excel', accepted))
  t.notOk(isAcceptedType('application/pdfx', accepted))
  t.notOk(isAcceptedType('text/html', accepted))
})
