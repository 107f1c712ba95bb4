import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

export interface SourceFile {
  /** From the repository's root, with `/`: `src/ops/clock.ts`. */
  path: string
  text: string
  /** Files of ours that it imports, types included, as paths from the root. */
  imports: string[]
  /** Packages and Node's own modules. */
  packages: string[]
}

const root = new URL('../', import.meta.url)

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

const patterns = [
  // import … from '…', export … from '…', over several lines too
  /^\s*(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
]

/** What a TypeScript text imports, in the words of its import statements. */
export const importsOf = (text: string): string[] => {
  const bare = withoutComments(text)
  return patterns.flatMap((pattern) => [...bare.matchAll(pattern)].map((match) => match[1] ?? ''))
}

export const readSource = (path: string, text: string): SourceFile => {
  const found = importsOf(text)
  const isOurs = (name: string) => name.startsWith('.')
  return {
    path,
    text,
    imports: found.filter(isOurs).map((name) => posix.join(posix.dirname(path), name)),
    packages: found.filter((name) => !isOurs(name)),
  }
}

/** All TypeScript files under the folders. */
export const readSources = (...folders: string[]): SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => {
        const path = posix.join(folder, name.replaceAll('\\', '/'))
        return readSource(path, readFileSync(new URL(path, root), 'utf8'))
      }),
  )

/** The circles of imports: groups of files that reach each other, each named once (Tarjan's algorithm). */
export const findCircles = (files: readonly SourceFile[]): string[][] => {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []

  const visit = (path: string): number => {
    const order = index.size
    index.set(path, order)
    low.set(path, order)
    stack.push(path)
    for (const next of byPath.get(path)?.imports ?? []) {
      if (!byPath.has(next)) continue
      const reached = !index.has(next)
        ? visit(next)
        : stack.includes(next)
          ? (index.get(next) ?? order)
          : order
      low.set(path, Math.min(low.get(path) ?? order, reached))
    }
    if (low.get(path) === order) {
      const circle = stack.splice(stack.indexOf(path))
      if (circle.length > 1 || byPath.get(path)?.imports.includes(path) === true) circles.push(circle.sort())
    }
    return low.get(path) ?? order
  }
  for (const { path } of files) if (!index.has(path)) visit(path)
  return circles
}
