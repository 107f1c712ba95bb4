/** Texts of drafts. */
export const drafts = {}
