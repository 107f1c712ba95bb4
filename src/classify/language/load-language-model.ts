import { readFile } from 'node:fs/promises'
import { decodeLanguageModel } from './language-file.ts'
import type { LanguageModel } from './language-model.ts'

/** What ships; it lies beside this file, in the sources as in the built package. */
export const languageModelFile = new URL('language.model', import.meta.url)

/** Throws `ModelRefused` for a damaged file, and what the file system throws for a missing one. */
export const loadLanguageModel = async (file: URL | string = languageModelFile): Promise<LanguageModel> =>
  decodeLanguageModel(await readFile(file))
