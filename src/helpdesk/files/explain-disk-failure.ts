import type { Failure } from '../helpdesk.ts'
import type { DiskFailure } from './disk.ts'

/** What a refusal of the disk means. Holds no path: the folder is named where it is configured. */
export const explainDiskFailure = ({ code }: DiskFailure): Failure => {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        kind: 'forbidden',
        message: `The tickets’ folder may not be used so (${code}).`,
        status: 403,
        code,
      }
    case 'ENOSPC':
    case 'EDQUOT':
      return unavailable('The disk of the tickets’ folder is full', code)
    case 'ENOENT':
    case 'ENOTDIR':
      return unavailable('The tickets’ folder is not there', code)
    case 'ELOCKED':
      return unavailable('Another process has kept the tickets’ folder locked for too long', code)
    default:
      return unavailable('The tickets’ folder cannot be used', code)
  }
}

const unavailable = (what: string, code: string): Failure => ({
  kind: 'unavailable',
  message: `${what} (${code}).`,
  status: null,
  code,
})
