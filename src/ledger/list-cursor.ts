/** Says where a page ended; opaque to the caller. */
export const writeCursor = (lastId: string): string => Buffer.from(lastId).toString('base64url')

/** The id in a cursor, or null when the text is not one of ours. */
export const parseCursor = (cursor: string): string | null => {
  const id = Buffer.from(cursor, 'base64url').toString('latin1')
  return /^ho_[0-9a-z]{26}$/.test(id) ? id : null
}
