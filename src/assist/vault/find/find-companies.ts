import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'

const form = String.raw`(?:S\.?[ ]?L\.?(?:[ ]?[UPL]\.?)?|S\.?[ ]?A\.?(?:[ ]?U\.?)?|S\.?[ ]?Coop\.?|C\.?[ ]?B\.?|S\.?[ ]?de[ ]R\.?L\.?|Ltd\.?|Limited|LLC|LLP|GmbH|Inc\.?|PLC)`
/** On a line of its own, or a part of one, as below a signature: "Jefe de compras | Arrizabalaga Hnos S.L. CIF …". */
const company = new RegExp(
  String.raw`(?<=^|[\n|,–-][ \t]{0,3})(\p{Lu}[\p{L}\p{M}'&.-]{0,24}(?:[ \t](?:(?:y|e|&|de|del|la)[ \t])?\p{Lu}[\p{L}\p{M}'&.-]{0,24}){0,4}?,?[ \t]${form})(?=[ \t]{0,3}(?:$|[\n\r|,(–-]|CIF|NIF|VAT|Tel))`,
  'gu',
)

/** Companies that sign, by their legal form. What a sentence says of a company stays. Linear. */
export const findCompanies = (text: string): Range<PersonalKind>[] =>
  [...text.matchAll(company)].map((match) => ({
    from: match.index,
    to: match.index + (match[1] ?? '').length,
    kind: 'name',
  }))
