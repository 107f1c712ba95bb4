import type { StoreFailure } from '../database.ts'

/** A file that we opened is no longer the file under its name. */
export class DatabaseMoved extends Error {
  override readonly name = 'DatabaseMoved'
}

// https://www.sqlite.org/rescode.html; the low byte of an extended code is the primary one.
const failures: Record<number, StoreFailure> = {
  3: { code: 'read-only', remedy: 'The data directory does not permit access; check its owner and mode.' },
  5: { code: 'locked', remedy: 'Another program holds the database; close it and Relevo goes on by itself.' },
  6: { code: 'locked', remedy: 'Another program holds the database; close it and Relevo goes on by itself.' },
  7: { code: 'unavailable', remedy: 'The machine is out of memory; free some or give it more.' },
  8: {
    code: 'read-only',
    remedy: 'The database cannot be written; check the mode of the file and the disk.',
  },
  10: { code: 'unavailable', remedy: 'The disk reports an error; check it, and the system log.' },
  11: { code: 'corrupt', remedy: 'The database file is damaged; stop Relevo and restore a backup.' },
  13: { code: 'disk-full', remedy: 'The disk is full; free some space and Relevo goes on by itself.' },
  14: { code: 'unavailable', remedy: 'The database cannot be opened; check that the data directory exists.' },
  26: { code: 'corrupt', remedy: 'The file is not a database; stop Relevo and restore a backup.' },
}

const moved: StoreFailure = {
  code: 'unavailable',
  remedy:
    'The database file or its log was removed or replaced; put it back, or restart Relevo to use what is there now.',
}

/** The primary result code of an error of `node:sqlite`, or null for any other error. */
export const sqliteCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null

/** Null when the store is sound and the statement or its values were at fault. */
export const diagnoseSqliteFailure = (error: unknown): StoreFailure | null => {
  if (error instanceof DatabaseMoved) return moved
  const code = sqliteCode(error)
  return code === null ? null : (failures[code] ?? null)
}
