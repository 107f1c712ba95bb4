import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'
import { findAddresses } from './find-addresses.ts'
import { findCompanies } from './find-companies.ts'
import { findIdentifiers } from './find-identifiers.ts'
import { findInternet } from './find-internet.ts'
import { findIntroduced } from './find-introduced.ts'
import { findNumbers } from './find-numbers.ts'
import { findSpokenOf } from './find-spoken-of.ts'
import { findUsual } from './find-usual.ts'
import type { NameBook } from './name-book.ts'

export interface PersonalContext {
  /** Names that are known; what people call themselves in the text is added. */
  book: NameBook
  emails: readonly string[]
  phones: readonly string[]
}

/** All personal data in a text that was made readable; ranges may overlap. Linear in the text. */
export const findPersonal = (
  text: string,
  { book, emails, phones }: PersonalContext,
): Range<PersonalKind>[] => {
  const introduced = [...findIntroduced(text), ...findUsual(text), ...findSpokenOf(text)]
  for (const { from, to } of introduced) book.learn(text.slice(from, to))
  return [
    ...introduced,
    ...book.find(text),
    ...findCompanies(text),
    ...findInternet(text, emails),
    ...findIdentifiers(text),
    ...findNumbers(text, phones),
    ...findAddresses(text),
  ]
}
