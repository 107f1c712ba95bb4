import { extname } from 'node:path'
import { oneLine } from './clean-text.ts'
import { endingOf } from './content-type.ts'
import { cutText } from './cut-text.ts'

const maxLength = 120

// Invisible direction marks can make `gpj.exe` read `exe.jpg`.
const directionMarks = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** A name that is safe in every file system and header: no path, no reserved character, not hidden, at most 120 units. */
export const sanitiseFileName = (name: string): string => {
  const base = oneLine(name.replace(directionMarks, ''))
    .replace(/^.*[/\\]/, '')
    .replace(/[<>:"|?*;]/g, '_')
    // The look behind keeps a long run of dots in the middle from being tried at each of its dots.
    .replace(/^[. ]+|(?<![. ])[. ]+$/g, '')
  if (base.length <= maxLength) return base
  const ending = extname(base).slice(0, 12)
  return cutText(base, maxLength - ending.length) + ending
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The name in a Content-Disposition header (RFC 6266; `filename*` goes first), or null. */
export const parseDispositionName = (header: string | undefined): string | null => {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;]+)/i.exec(header ?? '')?.[1]
  if (extended !== undefined) return decoded(extended.trim())
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header ?? '')
  return plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2] ?? null
}

/** The last part of a link's path, decoded; empty when it has none. */
export const nameInLink = (link: string): string =>
  URL.canParse(link) ? decoded(new URL(link).pathname.split('/').at(-1) ?? '') : ''

/** The first usable of the names, with an ending that fits the content type when it has none. */
export const chooseFileName = (names: (string | null)[], contentType: string): string => {
  const name = names.map((candidate) => sanitiseFileName(candidate ?? '')).find((each) => each !== '')
  const chosen = name ?? 'file'
  return extname(chosen) === '' ? `${chosen}${endingOf(contentType)}` : chosen
}

/** Gives files of the same name different ones: `photo.jpg`, `photo (2).jpg`. */
export const separateNames = <T extends { name: string }>(files: T[]): T[] => {
  const taken = new Set<string>()
  return files.map((file) => {
    const ending = extname(file.name)
    const stem = file.name.slice(0, file.name.length - ending.length)
    let name = file.name
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem} (${count})${ending}`
    taken.add(name.toLowerCase())
    return name === file.name ? file : { ...file, name }
  })
}
