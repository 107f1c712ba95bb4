import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { documents, fences, proseOf } from './fences.ts'

// As GitHub makes anchors of headings: lower case, punctuation gone, blanks to hyphens.
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

const anchorsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''))

const linksOf = (file: string) =>
  [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/i.test(link))

t.test('every link of the documents leads to a file and a heading that exist', async (t) => {
  for (const file of documents()) {
    for (const link of linksOf(file)) {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? file : join(dirname(file), path)
      t.ok(existsSync(target), `${file} names ${target}`)
      if (anchor === undefined || !existsSync(target)) continue
      t.ok(anchorsOf(target).includes(decodeURIComponent(anchor)), `${file} names ${link}`)
    }
  }
})

t.test('every source file named in prose exists', async (t) => {
  const name = /`((?:src|test|schemas|docs|scripts|bench|\.ci)\/[\w./-]*\w)`/g
  for (const file of documents()) {
    for (const [, path = ''] of proseOf(file).matchAll(name)) t.ok(existsSync(path), `${file} names ${path}`)
  }
})

t.test('every block of the documents says what it is, and so how it is tested', async (t) => {
  const known = new Set([
    'sh',
    'sh norun',
    'yaml',
    'yaml relevo',
    'json',
    'json handoff',
    'js',
    'js botpress-cloud',
    'ts',
    'text',
    'ini',
    'mermaid',
    'sql',
  ])
  for (const { file, line, info } of fences()) t.ok(known.has(info), `${file}:${line} ${info}`)
})

t.test('JSON shown in the documents is JSON', async (t) => {
  for (const { file, line, info, body } of fences()) {
    if (info.startsWith('json')) t.doesNotThrow(() => JSON.parse(body), `${file}:${line}`)
  }
})

t.test('what is said in English is said in Spanish: the same blocks stand in both', async (t) => {
  const pairs: [string, string][] = [
    ['README.md', 'README.es.md'],
    ['docs/connect-botpress-cloud.md', 'docs/es/conectar-botpress-cloud.md'],
    ['docs/connect-botpress-v12.md', 'docs/es/conectar-botpress-v12.md'],
    ['docs/connect-zapier.md', 'docs/es/conectar-zapier.md'],
    ['docs/connect-curl.md', 'docs/es/conectar-curl.md'],
    ['docs/policies.md', 'docs/es/politicas.md'],
    ['docs/tickets.md', 'docs/es/tickets.md'],
    ['docs/connect-zendesk.md', 'docs/es/conectar-zendesk.md'],
    ['docs/connect-files.md', 'docs/es/conectar-archivos.md'],
    ['docs/triage-events.md', 'docs/es/eventos-de-triaje.md'],
  ]
  const all = fences()
  const infos = (file: string) => all.filter((fence) => fence.file === file).map(({ info }) => info)
  for (const [english, spanish] of pairs) t.same(infos(spanish), infos(english), spanish)
})
