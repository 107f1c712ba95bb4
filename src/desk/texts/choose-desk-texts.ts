import type { DeskTexts } from './desk-texts.ts'
import { en } from './en.ts'
import { es } from './es.ts'

/** Languages of the desk. Another one is a file with its words, and a line here. */
export const deskLanguages = { en, es } as const satisfies Record<string, DeskTexts>
export type DeskLanguage = keyof typeof deskLanguages

const isKnown = (language: string): language is DeskLanguage => Object.hasOwn(deskLanguages, language)

/** The first that the desk speaks of: what was chosen, what the browser asks for (`Accept-Language`), what is configured, English. */
export const chooseDeskLanguage = (
  chosen: string | null,
  accepted: string | undefined,
  configured: string,
): DeskLanguage => {
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';')
      const quality = options
        .map((option) => /^\s*q=([\d.]+)/.exec(option)?.[1])
        .find((each) => each !== undefined)
      return {
        tag: tag.slice(0, 35).toLowerCase().split('-')[0] ?? '',
        quality: quality === undefined ? 1 : Number(quality),
      }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)
  return [chosen ?? '', ...wanted, configured].find(isKnown) ?? 'en'
}
