import t from 'tap'
import { readAttachments } from '../../src/intake/read-attachments.ts'

const urlsIn = (value: unknown) => readAttachments(value).attachments.map(({ url }) => url)

t.test('finds addresses with commas, spaces and line breaks between', async (t) => {
  const both = ['https://a.example/1.png', 'https://b.example/2.png']
  for (const text of [
    'https://a.example/1.png,https://b.example/2.png',
    'https://a.example/1.png , https://b.example/2.png',
    'https://a.example/1.png,\r\n\thttps://b.example/2.png',
    'https://a.example/1.png\nhttps://b.example/2.png\n',
    'https://a.example/1.png https://b.example/2.png',
  ])
    t.same(urlsIn(text), both, JSON.stringify(text))
})

t.test('leaves commas inside of an address alone', async (t) => {
  t.same(urlsIn('https://a.example/1,2,3.png'), ['https://a.example/1,2,3.png'])
})

t.test('reads a megabyte of white space and commas without holding up others', async (t) => {
  for (const filling of ['\n', ' ', ', ', ',', '\n,\n']) {
    const text = `a${filling.repeat(1_000_000 / filling.length)}b`
    const startedAt = performance.now()
    t.same(urlsIn(text), [])
    t.ok(performance.now() - startedAt < 2_000, JSON.stringify(filling))
  }
})
