import { commonPasswords } from './common-passwords.ts'
import { foldEmail } from './fold-email.ts'
import type { PasswordFault } from './users.ts'

export const shortestPassword = 10
export const longestPassword = 200

/** The one form of a password that is hashed: who types it on another keyboard types the same (NIST SP 800-63B, 5.1.1.2). */
export const normalisePassword = (password: string): string => password.normalize('NFKC')

// What must stand beside somebody's own name, at the least.
const ownCharacters = 8

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiopasdfghjklñzxcvbnm',
]

const isRow = (text: string): boolean => {
  const backwards = [...text].reverse().join('')
  return rows.some((row) => (row + row).includes(text) || (row + row).includes(backwards))
}

const isCommon = (text: string): boolean => {
  const word = text.replace(/[\p{N}\p{P}\p{S}\s]+$/u, '')
  // A short piece again and again: `abcabcabcabc`, `aaaaaaaaaa`.
  const repeats = /^(.{1,4}?)\1+.{0,3}$/su.test(text)
  const isOnlyDigits = /^\p{N}+$/u.test(text) && isRow(text)
  return commonPasswords.has(text) || commonPasswords.has(word) || repeats || isOnlyDigits || isRow(text)
}

const isLikeEmail = (text: string, email: string): boolean => {
  const [local = '', domain = ''] = email.split('@')
  const names = [email, local, ...local.split(/[._+-]/), domain, domain.split('.')[0] ?? '']
  return names
    .filter((name) => name.length >= 4)
    .some((name) => text.includes(name) && text.length - name.length < ownCharacters)
}

/**
 * What is wrong with a new password; null: nothing. No rules of composition, as they make passwords worse (NIST SP 800-63B, 5.1.1.2):
 * 10 to 200 characters, none of those that are guessed first, not the e-mail with a little beside it.
 */
export const judgePassword = (password: string, email: string): PasswordFault | null => {
  const text = normalisePassword(password)
  const length = [...text].length
  if (length < shortestPassword) return 'too-short'
  if (length > longestPassword) return 'too-long'
  const folded = text.toLowerCase()
  if (isCommon(folded)) return 'too-common'
  return isLikeEmail(folded, foldEmail(email)) ? 'like-email' : null
}
