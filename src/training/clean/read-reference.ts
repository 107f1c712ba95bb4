const reference = /^Relevo (ho_[0-9a-z]{26})$/

/** The id of a hand-off in the line that ends every ticket that Relevo makes; null: it is another line. Anybody may write one. */
export const readReference = (line: string): string | null => reference.exec(line.trim())?.[1] ?? null
