import type { StoreFailure } from '../database.ts'

const failures: Record<string, StoreFailure> = {
  EACCES: { code: 'read-only', remedy: 'Relevo may not write there; check its owner and mode.' },
  EPERM: { code: 'read-only', remedy: 'Relevo may not write there; check its owner and mode.' },
  EROFS: {
    code: 'read-only',
    remedy: 'The disk is mounted read-only; mount it writable or choose another folder.',
  },
  ENOSPC: { code: 'disk-full', remedy: 'The disk is full; free some space.' },
  EDQUOT: { code: 'disk-full', remedy: 'The disk quota is used up; free some space.' },
  ENOTDIR: { code: 'unavailable', remedy: 'A part of that path is a file, not a folder.' },
  EEXIST: { code: 'unavailable', remedy: 'A part of that path is a file, not a folder.' },
}

/** What an error of `node:fs` means for the store, or null when it says nothing. */
export const diagnoseFileError = (error: unknown): StoreFailure | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? (failures[error.code] ?? null)
    : null
