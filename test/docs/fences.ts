import { globSync, readFileSync } from 'node:fs'

export interface Fence {
  file: string
  /** Of the opening fence, 1-based. */
  line: number
  info: string
  body: string
}

/** Every document that we publish. */
export const documents = (): string[] => [...globSync('*.md'), ...globSync('docs/**/*.md')].sort()

/** The fenced blocks of all documents. */
export const fences = (): Fence[] =>
  documents().flatMap((file) => {
    const found: Fence[] = []
    let open: Fence | null = null
    for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
      if (open === null) {
        const info = /^```(.+)$/.exec(text)?.[1]
        if (info !== undefined) open = { file, line: index + 1, info: info.trim(), body: '' }
      } else if (text === '```') {
        found.push(open)
        open = null
      } else open.body += `${text}\n`
    }
    if (open !== null) throw new Error(`${open.file}:${open.line} opens a block that never ends.`)
    return found
  })

/** The document without its blocks. */
export const proseOf = (file: string): string => readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```$/gm, '')
