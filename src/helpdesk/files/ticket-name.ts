/** `17` ↔ `000017.md`: what sorts by name sorts by number. Whatever else lies in the folder is none of ours. */
export const nameOf = (id: string): string => `${id.padStart(6, '0')}.md`

/** The folder beside the ticket that holds its attachments. */
export const filesFolderOf = (id: string): string => `${id.padStart(6, '0')}.files`

/** Null: no ticket can have that id; nothing of it may reach a path. */
export const parseId = (id: string): string | null => (/^[1-9]\d{0,14}$/.test(id) ? id : null)

/** The ticket's id, or null: another file. */
export const idOfName = (name: string): string | null => {
  const digits = /^(\d{6,15})\.md$/.exec(name)?.[1]
  const id = digits === undefined ? null : parseId(digits.replace(/^0+/, ''))
  return id !== null && nameOf(id) === name ? id : null
}

/** The number that a ticket or its attachments have taken; 0: none. */
export const numberOfName = (name: string): number => Number(idOfName(name.replace(/\.files$/, '.md')) ?? 0)
