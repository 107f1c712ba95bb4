/** Texts of classifier. */
export const classifier = {}
